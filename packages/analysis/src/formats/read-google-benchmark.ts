import type { RunResult } from "@paceline/core";

import { ForeignFileError } from "./foreign-file-error.ts";
import { toRunResult } from "./foreign-run.ts";
import type { ForeignBenchmark } from "./foreign-run.ts";
import { failedBenchmark, measuredOrFailed } from "./measured-or-failed.ts";
import type { ForeignNames } from "./measured-or-failed.ts";
import { ForeignValue } from "./foreign-value.ts";
import { isoOrNull } from "./read-pytest-benchmark.ts";
import { statedSummary } from "./stated-summary.ts";

const FORMAT = "google-benchmark";
const NS_PER_UNIT: Readonly<Record<string, number>> = { ns: 1, us: 1e3, ms: 1e6, s: 1e9 };

/**
 * Reads what Google Benchmark writes with `--benchmark_format=json`. Repetitions of one benchmark are its
 * samples, all of one process; aggregates are used only where there are no repetitions beside them.
 */
export function readGoogleBenchmark(json: unknown): RunResult {
  const file = new ForeignValue(json, FORMAT);
  const context = file.get("context");
  const rows = file.get("benchmarks").items();
  const byName = Map.groupBy(rows, (row) => row.get("run_name").textOr(row.get("name").text()));
  return toRunResult({
    format: FORMAT,
    startedAt: isoOrNull(context.get("date").textOr("")),
    machine: {
      cpuCount: context.get("num_cpus").numberOr(0),
      hostname: context.get("host_name").textOr(""),
    },
    runtime: { name: "native", version: context.get("library_build_type").textOr("unknown") },
    toolVersion: context.get("library_version").textOr(""),
    commit: null,
    benchmarks: [...byName].map(([name, group]) => benchmarkOf(name, group)),
  });
}

function benchmarkOf(name: string, rows: readonly ForeignValue[]): ForeignBenchmark {
  const names = { id: name, file: "", group: name.split("/", 1)[0] ?? name, name, parameters: {} };
  const failed = rows.find((row) => row.get("error_occurred").raw === true);
  if (failed !== undefined) {
    const failure = failed.get("error_message").textOr("the benchmark reported an error");
    return failedBenchmark(names, failure);
  }
  return measuredOrFailed(names, () => timesOf(name, rows));
}

function timesOf(
  name: string,
  rows: readonly ForeignValue[],
): Omit<ForeignBenchmark, keyof ForeignNames> {
  const iterations = rows[0]!.get("iterations");
  const common = {
    iterationsPerRound: iterations.isMissing ? 1 : iterations.measured(1),
    hasForks: false,
  };
  const samples = rows
    .filter((row) => row.get("run_type").textOr("iteration") === "iteration")
    .map(timeOf);
  if (samples.length > 0) {
    return { ...common, forks: [samples], measuredCount: samples.length, time: null };
  }
  const aggregate = (kind: string): number | undefined => {
    const row = rows.find((one) => one.get("aggregate_name").textOr("") === kind);
    return row === undefined ? undefined : timeOf(row);
  };
  const median = aggregate("median") ?? aggregate("mean");
  if (median === undefined) {
    throw new ForeignFileError(FORMAT, `"${name}" has neither repetitions nor a median or mean`);
  }
  const sampleCount = Math.max(1, rows[0]!.get("repetitions").numberOr(1));
  const [mean, stddev] = [aggregate("mean"), aggregate("stddev")];
  const stated = {
    ...(mean === undefined ? {} : { mean }),
    ...(stddev === undefined ? {} : { stddev }),
  };
  return {
    ...common,
    forks: [[median]],
    measuredCount: sampleCount,
    time: statedSummary({ sampleCount, median, ...stated }),
  };
}

function timeOf(row: ForeignValue): number {
  const unit = row.get("time_unit").textOr("ns");
  const factor = NS_PER_UNIT[unit];
  if (factor === undefined) throw new ForeignFileError(FORMAT, `unknown time_unit "${unit}"`);
  return row.get("real_time").measured() * factor;
}
