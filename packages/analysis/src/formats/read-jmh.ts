import type { RunResult } from "@paceline/core";

import { ForeignFileError } from "./foreign-file-error.ts";
import { toRunResult } from "./foreign-run.ts";
import type { ForeignBenchmark } from "./foreign-run.ts";
import { measuredOrFailed } from "./measured-or-failed.ts";
import { ForeignValue } from "./foreign-value.ts";
import { statedSummary } from "./stated-summary.ts";

const FORMAT = "jmh";
const NS_PER_UNIT: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  ms: 1e6,
  s: 1e9,
  min: 6e10,
  hr: 3.6e12,
  day: 8.64e13,
};

/**
 * Reads what JMH writes with `-rf json`. `rawData` has a row per fork, so forks are real; throughput is
 * turned into time per operation. Histograms of the sample-time mode have no rows: their score is kept.
 */
export function readJmh(json: unknown): RunResult {
  const results = new ForeignValue(json, FORMAT).items();
  const first = results[0];
  return toRunResult({
    format: FORMAT,
    startedAt: null,
    machine: {},
    runtime: {
      name: first?.get("vmName").textOr("JVM") ?? "JVM",
      version: first?.get("vmVersion").textOr("unknown") ?? "unknown",
    },
    toolVersion: first?.get("jmhVersion").textOr("") ?? "",
    commit: null,
    benchmarks: results.map(benchmarkOf),
  });
}

function benchmarkOf(result: ForeignValue): ForeignBenchmark {
  const fullName = result.get("benchmark").text();
  const mode = result.get("mode").textOr("");
  const metric = result.get("primaryMetric");
  const toNs = converter(metric.get("scoreUnit").text());
  const parameters = Object.fromEntries(
    result
      .get("params")
      .entries()
      .map(([name, { raw }]) => [name, String(raw)]),
  );
  const list = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
  const lastDot = fullName.lastIndexOf(".");
  const names = {
    id: `${fullName}${list.length === 0 ? "" : `[${list.join(",")}]`}:${mode}`,
    file: "",
    group: fullName.slice(0, Math.max(0, lastDot)),
    name: fullName.slice(lastDot + 1),
    parameters,
  };
  return measuredOrFailed(names, () => {
    const rows = metric.get("rawData");
    const forks = rows.isMissing ? [] : rows.items().map((row) => row.items().map(toNs));
    const common = { iterationsPerRound: 1, measuredCount: Math.max(1, forks.flat().length) };
    if (forks.length > 0) return { ...common, forks, hasForks: true, time: null };
    const score = toNs(metric.get("score"));
    const time = statedSummary({ sampleCount: 1, median: score, mean: score });
    return { ...common, forks: [[score]], hasForks: false, time };
  });
}

/** "ns/op" is a time; "ops/ms" is a rate, whose reciprocal is one. */
function converter(unit: string): (score: ForeignValue) => number {
  const [numerator = "", denominator = ""] = unit.split("/");
  const timeFactor = NS_PER_UNIT[numerator];
  if (timeFactor !== undefined && denominator === "op") {
    return (score) => score.measured() * timeFactor;
  }
  const rateFactor = NS_PER_UNIT[denominator];
  if (rateFactor === undefined || numerator !== "ops") {
    throw new ForeignFileError(FORMAT, `unknown scoreUnit "${unit}"`);
  }
  return (score) => {
    const rate = score.measured();
    if (rate === 0) throw score.unfit(`must not be 0 ${unit}, which takes for ever`);
    return rateFactor / rate;
  };
}
