import { addPair, startTrack, thresholdFor } from "@paceline/analysis";
import type { Allowances, InvalidReason, PairTrack, ThresholdRule } from "@paceline/analysis";
import type { BenchmarkDescriptor, PairMetric, PairResult } from "@paceline/harness";
import type { UnpairedBenchmark } from "@paceline/report";

/** One benchmark's metrics over its pairs, and those of them that cannot be compared. */
export interface BenchmarkTracks {
  readonly base: BenchmarkDescriptor;
  readonly head: BenchmarkDescriptor;
  /** Time, or items per second where the sides handle different numbers of items; then the others. */
  readonly tracks: readonly PairTrack[];
  readonly refused: readonly UnpairedBenchmark[];
}

interface TrackRules {
  readonly thresholds: readonly ThresholdRule[];
  readonly allow: Allowances;
}

/** What is known of a benchmark that both sides have before its first pair. */
export function startTracks(
  base: BenchmarkDescriptor,
  head: BenchmarkDescriptor,
  rules: TrackRules,
): BenchmarkTracks {
  const metric = isOtherWork(base, head) ? "throughput" : "time";
  const direction = metric === "time" ? "lower" : "higher";
  return {
    base,
    head,
    tracks: [newTrack(head, { name: metric, direction }, rules)],
    refused: metricMismatches(base, head, rules.allow).map((mismatch) => ({
      id: head.id,
      group: head.group,
      ...mismatch,
    })),
  };
}

/** Adds a pair to every metric that both of its sides told. */
export function addToTracks(
  known: BenchmarkTracks,
  pair: PairResult,
  rules: TrackRules,
): BenchmarkTracks {
  const [primary, ...others] = known.tracks;
  const firstSide = pair.firstSides[0] ?? "base";
  const timeRatio =
    primary!.metric === "time"
      ? pair.ratioMedian
      : known.head.itemsPerIteration! / known.base.itemsPerIteration! / pair.ratioMedian;
  const tracks = new Map(others.map((track) => [track.metric, track]));
  const refused = [...known.refused];
  const isRefused = (name: string): boolean => refused.some(({ metric }) => metric === name);
  for (const metric of pair.metrics) {
    const { name, direction } = metric;
    if (direction === "none" || isRefused(name)) continue;
    const ratio = ratioOf(metric);
    if (typeof ratio === "number") {
      const track = tracks.get(name) ?? newTrack(known.head, { name, direction }, rules);
      tracks.set(name, addPair(track, { ratio, firstSide }));
    } else {
      tracks.delete(name);
      refused.push({ id: known.head.id, group: known.head.group, metric: name, reason: ratio });
    }
  }
  return {
    ...known,
    tracks: [addPair(primary!, { ratio: timeRatio, firstSide }), ...tracks.values()],
    refused,
  };
}

const isOtherWork = (base: BenchmarkDescriptor, head: BenchmarkDescriptor): boolean =>
  base.itemsPerIteration !== null &&
  head.itemsPerIteration !== null &&
  base.itemsPerIteration !== head.itemsPerIteration;

const newTrack = (
  { id, group, name, file }: BenchmarkDescriptor,
  metric: { readonly name: string; readonly direction: "lower" | "higher" },
  { thresholds }: TrackRules,
): PairTrack =>
  startTrack({
    benchmarkId: id,
    group,
    name,
    metric: metric.name,
    direction: metric.direction,
    thresholdRatio: thresholdFor(thresholds, { id, group, name, file }, metric.name),
  });

/** Less than a byte an iteration is nothing, and nothing has no ratio. */
const ALLOCATED_BYTES_MIN = 1;

function ratioOf(metric: PairMetric): number | InvalidReason {
  const least = metric.name === "allocatedBytes" ? ALLOCATED_BYTES_MIN : -Infinity;
  const base = Math.max(least, metric.base);
  const head = Math.max(least, metric.head);
  // Zero on both sides is a metric at rest, such as messages lost.
  if (base === 0 && head === 0) return 1;
  if (base <= 0) return { code: "non-positive-samples", side: "base", value: base };
  if (head <= 0) return { code: "non-positive-samples", side: "head", value: head };
  return head / base;
}

interface MetricMismatch {
  readonly metric: string;
  readonly reason: InvalidReason;
}

/** Metrics that only one side declares, or both in other units. */
function metricMismatches(
  base: BenchmarkDescriptor,
  head: BenchmarkDescriptor,
  allow: Allowances,
): readonly MetricMismatch[] {
  const units = {
    base: new Map(base.metrics.map(({ name, unit }) => [name, unit])),
    head: new Map(head.metrics.map(({ name, unit }) => [name, unit])),
  };
  const judged = [...head.metrics, ...base.metrics].filter(({ direction }) => direction !== "none");
  return [...new Set(judged.map(({ name }) => name))].flatMap((metric): MetricMismatch[] => {
    const [baseUnit, headUnit] = [units.base.get(metric), units.head.get(metric)];
    if (baseUnit === headUnit) return [];
    if (baseUnit === undefined) {
      if (allow.newBenchmarks === true) return [];
      return [{ metric, reason: { code: "missing-metric", side: "base" } }];
    }
    if (headUnit === undefined) {
      if (allow.missingBenchmarks === true) return [];
      return [{ metric, reason: { code: "missing-metric", side: "head" } }];
    }
    return [{ metric, reason: { code: "other-unit", base: baseUnit, head: headUnit } }];
  });
}
