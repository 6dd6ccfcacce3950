import type { BenchmarkResult, RunResult } from "@paceline/core";

import { pytestStatistics } from "./pytest-statistics.ts";

/** The version whose files these are like: 5.3 counts the highest datum within the fence. */
const PYTEST_BENCHMARK_VERSION = "5.3.1";
const SECONDS_PER_NS = 1e-9;

/**
 * Writes a result as pytest-benchmark's JSON, which its command line and its readers take: rounds of all
 * forks together, in seconds per iteration. Benchmarks that did not complete are left out.
 */
export function writePytestBenchmark(run: RunResult): string {
  const document = {
    machine_info: {
      node: run.machine.hostname,
      processor: run.machine.cpuModel,
      machine: run.machine.architecture,
      python_compiler: "",
      python_implementation: run.runtime.name,
      python_implementation_version: run.runtime.version,
      python_version: run.runtime.version,
      python_build: ["", ""],
      release: run.machine.release,
      system: run.machine.platform === "linux" ? "Linux" : run.machine.platform,
      cpu: { brand_raw: run.machine.cpuModel, count: run.machine.cpuCount },
    },
    commit_info: commitInfo(run),
    benchmarks: run.benchmarks.filter(({ status }) => status === "completed").map(toBenchmark),
    datetime: run.startedAt.replace("Z", "+00:00"),
    version: PYTEST_BENCHMARK_VERSION,
  };
  return `${toAscii(JSON.stringify(document, null, 4))}\n`;
}

const commitInfo = ({ commit }: RunResult): object =>
  commit === null
    ? { id: "unversioned", time: null, author_time: null, dirty: false, branch: "(unknown)" }
    : {
        id: commit.id,
        time: commit.authoredAt,
        author_time: commit.authoredAt,
        dirty: commit.isDirty,
        branch: commit.branch ?? "(detached head)",
      };

function toBenchmark(benchmark: BenchmarkResult): object {
  const seconds = benchmark.forks.flatMap(({ roundNs, iterationsPerRound }) =>
    roundNs.map((ns) => (ns / iterationsPerRound) * SECONDS_PER_NS),
  );
  const parameters = Object.entries(benchmark.parameters);
  return {
    group: benchmark.group === "" ? null : benchmark.group,
    name: benchmark.name,
    fullname: benchmark.id,
    params: parameters.length === 0 ? null : benchmark.parameters,
    param: parameters.length === 0 ? null : parameters.map(([, value]) => value).join("-"),
    extra_info: Object.fromEntries(
      benchmark.metrics
        .filter(({ name }) => name !== "time")
        .map(({ name, median }) => [name, median]),
    ),
    options: {
      disable_gc: benchmark.settings.isGcDisabled,
      timer: benchmark.settings.timer,
      min_rounds: benchmark.settings.roundCountMin,
      max_time: benchmark.settings.measureNsMax * SECONDS_PER_NS,
      min_time: 0.000005,
      warmup: benchmark.settings.warmupRoundCount > 0,
    },
    stats: {
      ...pytestStatistics(seconds),
      data: seconds,
      iterations: benchmark.forks[0]?.iterationsPerRound ?? 1,
    },
  };
}

/** As Python's `json` does by default. */
const toAscii = (json: string): string =>
  json.replaceAll(
    /[\u0080-\uFFFF]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
