import type { RunResult } from "@paceline/core";

import { toRunResult } from "./foreign-run.ts";
import type { ForeignBenchmark } from "./foreign-run.ts";
import { failedBenchmark, measuredOrFailed } from "./measured-or-failed.ts";
import type { ForeignNames } from "./measured-or-failed.ts";
import { ForeignValue } from "./foreign-value.ts";
import { statedSummary } from "./stated-summary.ts";

const FORMAT = "tinybench";
const NS_PER_MS = 1e6;

/**
 * Reads tinybench's tasks written as JSON: `[{ "name": …, "result": { "latency": … } }]` or an object with
 * such a list under `tasks` or `results`. Latencies are milliseconds.
 */
export function readTinybench(json: unknown): RunResult {
  const file = new ForeignValue(json, FORMAT);
  const list = Array.isArray(json)
    ? file
    : file.get("tasks").isMissing
      ? file.get("results")
      : file.get("tasks");
  const tasks = list.items();
  const first = tasks[0]?.get("result");
  return toRunResult({
    format: FORMAT,
    startedAt: null,
    machine: {},
    runtime: {
      name: first?.get("runtime").textOr("node") ?? "node",
      version: first?.get("runtimeVersion").textOr("unknown") ?? "unknown",
    },
    toolVersion: "",
    commit: null,
    benchmarks: tasks.map((task) => {
      const name = task.get("name").text();
      const result = task.get("result");
      return latencyBenchmark(
        { id: name, file: "", group: file.get("name").textOr(""), name },
        result.get("latency").isMissing ? result : result.get("latency"),
        result.get("state").textOr("completed"),
      );
    }),
  });
}

/**
 * A benchmark from tinybench's statistics, which vitest has too: milliseconds, by several names over the
 * versions.
 */
export function latencyBenchmark(
  names: Pick<ForeignBenchmark, "id" | "file" | "group" | "name">,
  latency: ForeignValue,
  state: string,
): ForeignBenchmark {
  const known = { ...names, parameters: {} };
  if (state !== "completed" && state !== "run") {
    return failedBenchmark(known, `the task "${names.name}" is ${state}`);
  }
  return measuredOrFailed(known, () => timesOf(latency));
}

function timesOf(latency: ForeignValue): Omit<ForeignBenchmark, keyof ForeignNames> {
  const common = { iterationsPerRound: 1, hasForks: false };
  const list = latency.get("samples");
  const samples =
    Array.isArray(list.raw) && list.raw.length > 0
      ? list.measuredList().map((ms) => ms * NS_PER_MS)
      : [];
  const stated = latency.get("samplesCount").isMissing
    ? latency.get("sampleCount")
    : latency.get("samplesCount");
  const measuredCount = stated.isMissing ? Math.max(1, samples.length) : stated.measured(1);
  if (samples.length === measuredCount) {
    return { ...common, forks: [samples], measuredCount, time: null };
  }
  const ns = (name: string): number | undefined =>
    latency.get(name).isMissing ? undefined : latency.get(name).measured() * NS_PER_MS;
  const median = ns("p50") ?? ns("median") ?? latency.get("mean").measured() * NS_PER_MS;
  const q3 = ns("p75");
  return {
    ...common,
    forks: [[median]],
    measuredCount,
    time: statedSummary({
      sampleCount: measuredCount,
      median,
      min: ns("min") ?? median,
      max: ns("max") ?? median,
      mean: ns("mean") ?? median,
      stddev: ns("sd") ?? 0,
      p99: ns("p99") ?? median,
      ...(q3 === undefined ? {} : { q3 }),
    }),
  };
}
