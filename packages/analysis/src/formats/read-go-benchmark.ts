import type { RunResult } from "@paceline/core";

import { ForeignFileError } from "./foreign-file-error.ts";
import { toRunResult } from "./foreign-run.ts";
import type { ForeignBenchmark, ForeignMetric } from "./foreign-run.ts";

const FORMAT = "go-benchmark";
/** `BenchmarkJoin/n=2-8   	 1000	 90.4 ns/op	 8 B/op` */
const LINE = /^(Benchmark\S*)\s+(\d+)((?:\s+\S+\s+\S+)+)\s*$/;
const KEY = /^([a-z][a-z-]*):\s*(.*)$/;

/** Units that `go test -benchmem` prints, by the name of the metric that they become. */
const METRICS: Readonly<Record<string, { readonly name: string; readonly unit: string }>> = {
  "B/op": { name: "allocated", unit: "bytes" },
  "allocs/op": { name: "allocations", unit: "count" },
};

/** Whether a text has a line of the Go benchmark format. */
export const looksLikeGoBenchmark = (text: string): boolean =>
  text.split("\n").some((line) => LINE.test(line.trimEnd()));

/**
 * Reads the text of `go test -bench`. Lines of one name, as `-count` gives them, are samples of one process.
 *
 * @see https://go.dev/design/14313-benchmark-format
 */
export function readGoBenchmark(text: string): RunResult {
  const configuration = new Map<string, string>();
  const samples = new Map<string, Sample[]>();
  let pkg = "";
  for (const line of text.split(/\r?\n/)) {
    const key = KEY.exec(line);
    if (key !== null) {
      configuration.set(key[1]!, key[2]!);
      if (key[1] === "pkg") pkg = key[2]!;
      continue;
    }
    const match = LINE.exec(line);
    if (match === null) continue;
    const sample = parseSample(match);
    const id = pkg === "" ? sample.name : `${pkg}.${sample.name}`;
    samples.set(id, [...(samples.get(id) ?? []), sample]);
  }
  if (samples.size === 0) throw new ForeignFileError(FORMAT, "no line is a benchmark result");
  return toRunResult({
    format: FORMAT,
    startedAt: null,
    machine: {
      platform: configuration.get("goos") ?? "unknown",
      architecture: configuration.get("goarch") ?? "unknown",
      cpuModel: configuration.get("cpu") ?? "unknown",
      cpuCount: [...samples.values()][0]?.[0]?.cpuCount ?? 0,
    },
    runtime: { name: "go", version: configuration.get("toolchain") ?? "unknown" },
    toolVersion: "",
    commit: null,
    benchmarks: [...samples].map(([id, lines]) => toBenchmark(id, lines)),
  });
}

interface Sample {
  readonly name: string;
  readonly cpuCount: number;
  readonly iterationCount: number;
  readonly values: ReadonlyMap<string, number>;
}

function parseSample([, fullName = "", iterations = "", rest = ""]: RegExpExecArray): Sample {
  const suffix = /-(\d+)$/.exec(fullName);
  const fields = rest.trim().split(/\s+/);
  const values = new Map<string, number>();
  for (let index = 0; index + 1 < fields.length; index += 2) {
    const unit = fields[index + 1]!;
    const value = Number(fields[index]);
    if (!Number.isFinite(value)) {
      const problem = `${fullName} must have a finite number of ${unit}, got ${fields[index]}`;
      throw new ForeignFileError(FORMAT, problem);
    }
    values.set(unit, value);
  }
  return {
    name: suffix === null ? fullName : fullName.slice(0, suffix.index),
    cpuCount: suffix === null ? 1 : Number(suffix[1]),
    iterationCount: Number(iterations),
    values,
  };
}

function toBenchmark(id: string, lines: readonly Sample[]): ForeignBenchmark {
  const times = lines.flatMap(({ values }) => values.get("ns/op") ?? []);
  const metrics = Object.entries(METRICS).flatMap(([unit, metric]): ForeignMetric[] => {
    const values = lines.flatMap((line) => line.values.get(unit) ?? []);
    const middle = values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
    return middle === undefined ? [] : [{ ...metric, direction: "lower", values: [middle] }];
  });
  const { name } = lines[0]!;
  return {
    id,
    file: "",
    group: id.slice(0, Math.max(0, id.length - name.length - 1)),
    name,
    parameters: {},
    forks: [times],
    iterationsPerRound: lines[0]!.iterationCount,
    hasForks: false,
    measuredCount: times.length,
    time: null,
    metrics,
    ...(times.length === 0 ? { failure: `"${id}" has no ns/op` } : {}),
  };
}
