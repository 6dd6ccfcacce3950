import { clusterBootstrap, median, sortSamples } from "@paceline/core";

import type { StudyCell, StudyFork } from "./study-cells.ts";

/** A median over forks with its interval; without one when a single fork was measured. */
export interface Figure {
  readonly estimate: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly forkCount: number;
}

const CONFIDENCE_RATIO = 0.95;

/** Forks are the replicates. Values vary by factors, so few of them get Student's interval of logarithms. */
export function summarizeForks(values: readonly number[], seed: number): Figure | null {
  if (values.length === 0) return null;
  const estimate = median(sortSamples(values));
  if (values.length === 1) return { estimate, low: null, high: null, forkCount: 1 };
  const { low, high } = clusterBootstrap(
    values.map((value) => Float64Array.of(value)),
    {
      statistic: (samples) => median(sortSamples(samples)),
      seed,
      scale: values.every((value) => value > 0) ? "ratio" : "linear",
      confidenceRatio: CONFIDENCE_RATIO,
    },
  );
  return { estimate, low, high, forkCount: values.length };
}

export type ReadFork = (fork: StudyFork) => number | undefined;

export const stepsPerSecondOf: ReadFork = ({ stepsPerSecond }) => stepsPerSecond;

export const metricOf =
  (name: string): ReadFork =>
  ({ metricValues }) =>
    metricValues[name];

/** One number of a cell, over its forks. Null when the cell or the number is missing. */
export function figureOf(cell: StudyCell | undefined, read: ReadFork, seed: number): Figure | null {
  const values = (cell?.forks ?? []).map(read).filter((value) => value !== undefined);
  return summarizeForks(values, seed);
}

/**
 * Numerator by denominator, fork by fork of the same index: those ran in one sweep, so what disturbed the
 * machine then disturbed both.
 */
export function forkRatios(
  numerator: StudyCell | undefined,
  denominator: StudyCell | undefined,
  read: ReadFork,
): readonly number[] {
  const below = new Map((denominator?.forks ?? []).map((fork) => [fork.index, read(fork)]));
  return (numerator?.forks ?? []).flatMap((fork) => {
    const [over, under] = [read(fork), below.get(fork.index)];
    return over !== undefined && under !== undefined && over > 0 && under > 0 ? [over / under] : [];
  });
}
