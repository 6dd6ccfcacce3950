import type { RunResult } from "@paceline/core";

import type { ForeignBenchmark, ForeignRun } from "./foreign-run.ts";
import { toRunResult } from "./foreign-run.ts";
import { ForeignValue } from "./foreign-value.ts";
import { latencyBenchmark } from "./read-tinybench.ts";

const FORMAT = "vitest-bench";

/** Reads what vitest 1 to 4 writes with `--outputJson`: files of groups of benchmarks, milliseconds. */
export function readVitestBench(json: unknown): RunResult {
  const benchmarks = new ForeignValue(json, FORMAT)
    .get("files")
    .items()
    .flatMap((file) =>
      file
        .get("groups")
        .items()
        .flatMap((group) =>
          group
            .get("benchmarks")
            .items()
            .map((benchmark) =>
              toBenchmark(file.get("filepath").text(), group.get("fullName").textOr(""), benchmark),
            ),
        ),
    );
  return toRunResult(runOf(null, benchmarks));
}

/** Reads what vitest 5 writes with `vitest bench --reporter=json`: benchmarks under the tests they ran in. */
export function readVitestReport(json: unknown): RunResult {
  const file = new ForeignValue(json, FORMAT);
  const startTime = file.get("startTime").numberOr(Number.NaN);
  const benchmarks = file
    .get("testResults")
    .items()
    .flatMap((result) =>
      result
        .get("assertionResults")
        .items()
        .flatMap((test) => {
          const list = test.get("benchmarks");
          return (list.isMissing ? [] : list.items()).flatMap((entry) =>
            tasksOf(entry).map((task) =>
              toBenchmark(result.get("name").text(), test.get("fullName").textOr(""), task),
            ),
          );
        }),
    );
  const startedAt = Number.isFinite(startTime) ? new Date(startTime).toISOString() : null;
  return toRunResult(runOf(startedAt, benchmarks));
}

/** One benchmark may compare several tasks. */
const tasksOf = (entry: ForeignValue): readonly ForeignValue[] =>
  entry.get("tasks").isMissing ? [entry] : entry.get("tasks").items();

const runOf = (startedAt: string | null, benchmarks: readonly ForeignBenchmark[]): ForeignRun => ({
  format: FORMAT,
  startedAt,
  machine: {},
  runtime: { name: "node", version: "unknown" },
  toolVersion: "",
  commit: null,
  benchmarks,
});

/** The path is cut to its last part: machines keep projects in different places. */
function toBenchmark(filePath: string, group: string, benchmark: ForeignValue): ForeignBenchmark {
  const name = benchmark.get("name").text();
  const file = filePath.slice(filePath.lastIndexOf("/") + 1);
  const names = { id: `${file} > ${group} > ${name}`, file, group, name };
  return latencyBenchmark(
    names,
    benchmark.get("latency").isMissing ? benchmark : benchmark.get("latency"),
    "completed",
  );
}
