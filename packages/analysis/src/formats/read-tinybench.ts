import type { RunResult } from "@paceline/core";

import { toRunResult } from "./foreign-run.ts";
import type { ForeignBenchmark } from "./foreign-run.ts";
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
  const common = { ...names, parameters: {}, iterationsPerRound: 1, hasForks: false };
  if (state !== "completed" && state !== "run") {
    const failure = `the task "${names.name}" is ${state}`;
    return { ...common, forks: [], measuredCount: 0, time: null, failure };
  }
  const list = latency.get("samples");
  const samples = Array.isArray(list.raw) ? list.numbers().map((ms) => ms * NS_PER_MS) : [];
  const measuredCount = latency
    .get("samplesCount")
    .numberOr(latency.get("sampleCount").numberOr(Math.max(1, samples.length)));
  if (samples.length === measuredCount) {
    return { ...common, forks: [samples], measuredCount, time: null };
  }
  const ns = (name: string): number | undefined =>
    latency.get(name).isMissing ? undefined : latency.get(name).number() * NS_PER_MS;
  const median = ns("p50") ?? ns("median") ?? latency.get("mean").number() * NS_PER_MS;
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
