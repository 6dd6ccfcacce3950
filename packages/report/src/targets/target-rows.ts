import type { BenchmarkResult, TargetOutcome, TargetStatus } from "@paceline/core";

import { formatBound } from "../quantity/format-bound.ts";
import { formatMetric } from "../quantity/format-metric.ts";
import { ABSENT, quantityText } from "../quantity/quantity.ts";
import type { Quantity } from "../quantity/quantity.ts";
import { parametersText } from "../table/benchmark-facts.ts";
import { safeLine } from "../words/safe-text.ts";

/** One row of the targets table, in the columns that the original publishes. Texts are safe to print. */
export interface TargetRow {
  readonly component: string;
  /** What is bounded; the column is called "Metric". */
  readonly label: string;
  readonly target: string;
  readonly current: Quantity;
  readonly status: TargetStatus;
  readonly isStretch: boolean;
}

export interface StatusWords {
  readonly sign: string;
  readonly word: string;
}

/** A status is told by a word and by a sign, so that it never depends on colour. */
export const STATUS_WORDS: Readonly<Record<TargetStatus, StatusWords>> = {
  met: { sign: "✓", word: "met" },
  missed: { sign: "✗", word: "missed" },
  "not-proven": { sign: "?", word: "not proven" },
};

/** Rows of all benchmarks: published targets first, components together, otherwise in order of definition. */
export function targetRowsOf(benchmarks: readonly BenchmarkResult[]): readonly TargetRow[] {
  const rows = benchmarks.flatMap((benchmark) =>
    benchmark.targets.map((outcome) => toRow(outcome, labelOf(outcome, benchmark, benchmarks))),
  );
  const byComponent = Map.groupBy(
    rows,
    ({ isStretch, component }) => `${isStretch ? 1 : 0} ${component}`,
  );
  return [...byComponent.values()]
    .flat()
    .toSorted((a, b) => Number(a.isStretch) - Number(b.isStretch));
}

/** "3 met, 1 missed, 2 not proven", without what there is none of. */
export function targetCountsText(rows: readonly TargetRow[]): string {
  const statuses: readonly TargetStatus[] = ["met", "missed", "not-proven"];
  return statuses
    .map((status) => ({ status, count: rows.filter((row) => row.status === status).length }))
    .filter(({ count }) => count > 0)
    .map(({ status, count }) => `${count} ${STATUS_WORDS[status].word}`)
    .join(", ");
}

const toRow = (outcome: TargetOutcome, label: string): TargetRow => ({
  component: safeLine(outcome.component),
  label,
  target: `${outcome.comparison === "below" ? "<" : ">"} ${safeLine(formatBound(outcome.bound, outcome.unit))}`,
  current: currentOf(outcome),
  status: outcome.status,
  isStretch: outcome.isStretch,
});

/** A target that holds for several parameters stands in several rows, which say for which. */
function labelOf(
  { component, label, isStretch }: TargetOutcome,
  benchmark: BenchmarkResult,
  benchmarks: readonly BenchmarkResult[],
): string {
  const isAlike = (other: TargetOutcome): boolean =>
    other.component === component && other.label === label && other.isStretch === isStretch;
  const isRepeated = benchmarks.some((other) => other !== benchmark && other.targets.some(isAlike));
  const parameters = parametersText(benchmark);
  return isRepeated && parameters !== "" ? `${safeLine(label)} [${parameters}]` : safeLine(label);
}

function currentOf({ value, unit }: TargetOutcome): Quantity {
  const current = formatMetric(value, unit);
  return current === ABSENT ? ABSENT : { digits: current.digits, unit: safeLine(current.unit) };
}

export const currentText = ({ current }: TargetRow): string => quantityText(current);
