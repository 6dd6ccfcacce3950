import type { BenchmarkResult, ForkResult, MetricSummary } from "@paceline/core";

import { middleOf } from "../statistics/middle-of.ts";
import { adjustForHost } from "./host-speed.ts";
import type { HostFacts, MetricFacts, PreparedMetric } from "./judge-metric.ts";
import type { Allowances } from "./comparability.ts";
import type { BenchmarkPair } from "./pair-up.ts";
import { replicatesOf } from "./replicates.ts";
import { thresholdFor } from "./threshold.ts";
import type { ThresholdRule } from "./threshold.ts";
import type { InvalidReason, MetricComparison } from "./verdict.ts";

/**
 * The metrics of a benchmark that are judged, each either ready to be compared or already
 * known to be invalid.
 */
export function prepareMetrics(
  pair: BenchmarkPair,
  thresholds: readonly ThresholdRule[],
  allow: Allowances,
): readonly (PreparedMetric | MetricComparison)[] {
  return judgedMetrics(pair)
    .filter(({ name }) => !isAllowedAlone(pair, name, allow))
    .map((metric) => prepareMetric(pair, metric, { thresholds, allow }));
}

/** A metric of the benchmark's own that one side does not have yet, or any more, where that is accepted. */
function isAllowedAlone({ base, head }: BenchmarkPair, metric: string, allow: Allowances): boolean {
  if (metric === "time" || metric === "throughput") return false;
  const isIn = (results: readonly BenchmarkResult[]): boolean =>
    results.length === 0 || results[0]!.metrics.some(({ name }) => name === metric);
  return (
    (allow.newBenchmarks === true && !isIn(base)) ||
    (allow.missingBenchmarks === true && !isIn(head))
  );
}

type JudgedMetric = Pick<MetricSummary, "name" | "unit" | "direction">;

const TIME: JudgedMetric = { name: "time", unit: "ns", direction: "lower" };
const THROUGHPUT: JudgedMetric = {
  name: "throughput",
  unit: "per-second",
  direction: "higher",
};

/**
 * Time of what is timed, then what the benchmark declares. Throughput is time upside down, so it would count twice; only
 * where the sides handle different numbers of items is it judged, and in place of time. What was
 * allocated is judged where both sides could tell it: a collection at the wrong moment is no change.
 */
function judgedMetrics({ subject, base, head }: BenchmarkPair): readonly JudgedMetric[] {
  const others = base[0]?.metrics ?? [];
  const isAllocationTold = isAllocationIn(subject.metrics) && isAllocationIn(others);
  const declared = [...subject.metrics, ...others].filter(
    ({ name, direction }) =>
      name !== "time" &&
      name !== "throughput" &&
      direction !== "none" &&
      (name !== "allocatedBytes" || isAllocationTold),
  );
  const metrics = [
    ...new Map(declared.toReversed().map((metric) => [metric.name, metric])).values(),
  ];
  if ((subject.procedure ?? "time") !== "time") return metrics;
  return [isOtherWork(base[0], head[0]) ? THROUGHPUT : TIME, ...metrics];
}

const isOtherWork = (base?: BenchmarkResult, head?: BenchmarkResult): boolean =>
  base !== undefined &&
  head !== undefined &&
  base.itemsPerIteration !== null &&
  head.itemsPerIteration !== null &&
  base.itemsPerIteration !== head.itemsPerIteration;

const isAllocationIn = (metrics: readonly MetricSummary[]): boolean =>
  metrics.some(({ name }) => name === "allocatedBytes");

interface PrepareContext {
  readonly thresholds: readonly ThresholdRule[];
  readonly allow: Allowances;
}

function prepareMetric(
  pair: BenchmarkPair,
  metric: JudgedMetric,
  { thresholds, allow }: PrepareContext,
): PreparedMetric | MetricComparison {
  const { subject } = pair;
  const isPerRun = pair.base.length > 1 || pair.head.length > 1;
  const facts = {
    benchmarkId: subject.id,
    group: subject.group,
    name: subject.name,
    metric: metric.name,
    unit: metric.unit,
    direction: metric.direction,
    thresholdRatio: thresholdFor(thresholds, subject, metric.name),
    baseReplicateCount: 0,
    headReplicateCount: 0,
    replicate: isPerRun ? ("run" as const) : ("fork" as const),
  };
  const reason = pair.invalid ?? unitMismatch(pair, metric.name);
  if (reason !== null) return invalidComparison(facts, reason);

  const base = replicatesOf(pair.base, metric.name, isPerRun, "base");
  if (base.invalid !== null) return invalidComparison(facts, base.invalid);
  const head = replicatesOf(pair.head, metric.name, isPerRun, "head");
  if (head.invalid !== null) return invalidComparison(facts, head.invalid);
  if (base.values.every((v) => v === 0) !== head.values.every((v) => v === 0)) {
    const side = base.values[0] === 0 ? "base" : "head";
    return invalidComparison(facts, { code: "non-positive-samples", side, value: 0 });
  }
  const counts = {
    baseReplicateCount: base.values.length,
    headReplicateCount: head.values.length,
  };
  return {
    facts: { ...facts, ...counts },
    base: base.values,
    head: head.values,
    // Another runtime compiles the yardsticks' loops in another way, another machine runs them so: that is not the host's doing.
    host:
      metric.name === "time" && allow.otherRuntime !== true && allow.otherMachine !== true
        ? hostOf(pair, isPerRun)
        : null,
  };
}

/** Of each run that measured any. */
const forksOf = (results: readonly BenchmarkResult[]): readonly (readonly ForkResult[])[] =>
  results.map(({ forks }) => forks).filter((forks) => forks.length > 0);

/** Times at one speed of the host, one per replicate; null where the yardsticks do not tell. */
function hostOf({ base, head }: BenchmarkPair, isPerRun: boolean): HostFacts | null {
  const adjusted = adjustForHost(forksOf(base), forksOf(head));
  if (adjusted === null) return null;
  const replicates = (runs: readonly (readonly number[])[]): readonly number[] =>
    isPerRun ? runs.map(middleOf) : runs.flat();
  return { ...adjusted, base: replicates(adjusted.base), head: replicates(adjusted.head) };
}

function unitMismatch({ base, head }: BenchmarkPair, metric: string): InvalidReason | null {
  if (metric === "time" || metric === "throughput") return null;
  const unitOf = (result: BenchmarkResult): string | undefined =>
    result.metrics.find(({ name }) => name === metric)?.unit;
  const units = { base: unitOf(base[0]!), head: unitOf(head[0]!) };
  if (units.base === undefined) return { code: "missing-metric", side: "base" };
  if (units.head === undefined) return { code: "missing-metric", side: "head" };
  return units.base === units.head
    ? null
    : { code: "other-unit", base: units.base, head: units.head };
}

const invalidComparison = (facts: MetricFacts, reason: InvalidReason): MetricComparison => ({
  ...facts,
  baseMedian: null,
  headMedian: null,
  ratio: null,
  interval: null,
  spread: "none",
  hostRatio: null,
  changePValue: null,
  samePValue: null,
  verdict: "invalid",
  reason,
});
