import type { BenchmarkResult } from "@paceline/core";

import type { Column } from "../page/columns.ts";
import { roundsOf } from "./charts/rounds-of.ts";
import type { RoundHeader } from "./round-header.ts";

/** Steps between the logarithms of the fastest and the slowest round: a thousandth of a decade even over a hundred. */
const STEP_COUNT = 65_535;
/** More rounds of a fork than a chart has pixels: from there on, neighbours are drawn by their extremes. */
const ROUND_COUNT_MAX = 1_000;

/**
 * Rounds of all benchmarks for the charts, in two bytes each: the logarithm on a scale of the benchmark's own. The
 * tables hold the exact numbers; a picture cannot show the difference.
 */
export function roundColumns(benchmarks: readonly BenchmarkResult[]): {
  readonly header: RoundHeader;
  readonly columns: Readonly<Record<string, Column>>;
} {
  const forkCounts: number[] = [];
  const roundCounts: number[] = [];
  const steps: number[] = [];
  const scales: number[] = [];
  for (const benchmark of benchmarks) {
    const rounds = roundsOf(benchmark).map(thinned);
    forkCounts.push(rounds.length);
    const logarithms = rounds.map((values) => values.map(Math.log));
    const low = logarithms.reduce(
      (least, values) => values.reduce((a, b) => Math.min(a, b), least),
      Infinity,
    );
    const high = logarithms.reduce(
      (most, values) => values.reduce((a, b) => Math.max(a, b), most),
      -Infinity,
    );
    scales.push(Number.isFinite(low) ? low : 0, Number.isFinite(high) ? high : 0);
    const span = high - low || 1;
    for (const values of logarithms) {
      roundCounts.push(values.length);
      for (const value of values) steps.push(Math.round(((value - low) / span) * STEP_COUNT));
    }
  }
  return {
    header: { stepCount: STEP_COUNT },
    columns: {
      forkCounts: { kind: "whole", values: forkCounts },
      roundCounts: { kind: "whole", values: roundCounts },
      scales: { kind: "float", values: scales },
      steps: { kind: "whole", values: steps },
    },
  };
}

/** Of each stretch of neighbours its least and its greatest, in their order, so that no spike is lost. */
function thinned(values: readonly number[]): readonly number[] {
  if (values.length <= ROUND_COUNT_MAX) return values;
  const stretchCount = ROUND_COUNT_MAX / 2;
  return Array.from({ length: stretchCount }, (_, index) => {
    const stretch = values.slice(
      Math.floor((index * values.length) / stretchCount),
      Math.floor(((index + 1) * values.length) / stretchCount),
    );
    const least = Math.min(...stretch);
    const greatest = Math.max(...stretch);
    return stretch.indexOf(least) <= stretch.indexOf(greatest)
      ? [least, greatest]
      : [greatest, least];
  }).flat();
}
