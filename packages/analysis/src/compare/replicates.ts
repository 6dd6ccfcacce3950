import type { BenchmarkResult, ForkResult } from "@paceline/core";

import { middleOf } from "../statistics/middle-of.ts";
import type { InvalidReason, Side } from "./verdict.ts";

/** One value per independent replicate: a fork, or a whole run when there are several. */
export type Replicates =
  | { readonly values: readonly number[]; readonly invalid: null }
  | { readonly values: readonly []; readonly invalid: InvalidReason };

/**
 * The values of one metric of one benchmark that may be treated as independent.
 *
 * Rounds of a process are not: they share its JIT state and heap. So each fork gives one value, the
 * median of its rounds, and when a side has several runs each run gives one, the median of its forks.
 *
 * @param results - the same benchmark in each run of one side; not empty.
 * @param isPerRun - whether either side has several runs: then both are counted in runs.
 */
export function replicatesOf(
  results: readonly BenchmarkResult[],
  metric: string,
  isPerRun: boolean,
  side: Side,
): Replicates {
  const perRun: number[][] = [];
  for (const result of results) {
    const values: number[] = [];
    for (const fork of result.forks) {
      const value = valueOf(fork, metric, result.itemsPerIteration);
      if (value === undefined) continue;
      if (typeof value !== "number") return invalid({ ...value, side });
      values.push(value);
    }
    if (values.length > 0) perRun.push(values);
  }
  if (perRun.length === 0) return invalid({ code: "no-samples", side });
  const all = perRun.flat();
  if (!all.every(Number.isFinite)) return invalid({ code: "not-finite-samples", side });
  // Zeros throughout are a metric at rest, such as messages lost; time never is.
  const isAtRest =
    metric !== "time" && metric !== "throughput" && all.every((value) => value === 0);
  const nonPositive = isAtRest ? undefined : all.find((value) => value <= 0);
  if (nonPositive !== undefined) {
    return invalid({ code: "non-positive-samples", side, value: nonPositive });
  }
  return {
    values: isPerRun ? perRun.map(middleOf) : all,
    invalid: null,
  };
}

const NS_PER_SECOND = 1e9;

function valueOf(
  fork: ForkResult,
  metric: string,
  itemCount: number | null,
): number | TimeFault | undefined {
  if (metric !== "time" && metric !== "throughput") return metricOf(fork, metric);
  const time = timeOf(fork);
  if (metric === "time" || typeof time !== "number" || itemCount === null) return time;
  return (itemCount * NS_PER_SECOND) / time;
}

/** Less than a byte an iteration is nothing, and nothing has no ratio: so 0 to 848 bytes is a factor of 848. */
const ALLOCATED_BYTES_MIN = 1;

/** A fork's value of a metric; what it allocated stands in a field of its own, and may be unknown. */
function metricOf(fork: ForkResult, metric: string): number | undefined {
  if (metric !== "allocatedBytes") return fork.metricValues[metric];
  const { allocatedBytesPerIteration: bytes } = fork;
  return bytes === null ? undefined : Math.max(bytes, ALLOCATED_BYTES_MIN);
}

type TimeFault = { code: "not-finite-samples" } | { code: "non-positive-samples"; value: number };

/** Median round of a fork, per iteration; undefined when it holds no rounds. */
function timeOf({ roundNs, iterationsPerRound }: ForkResult): number | TimeFault | undefined {
  if (roundNs.length === 0) return undefined;
  for (const value of roundNs) {
    if (!Number.isFinite(value)) return { code: "not-finite-samples" };
    if (value <= 0) return { code: "non-positive-samples", value };
  }
  return middleOf(roundNs) / iterationsPerRound;
}

const invalid = (reason: InvalidReason): Replicates => ({ values: [], invalid: reason });
