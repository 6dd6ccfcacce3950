import type { BenchmarkDescriptor, PairMetric, PairResult } from "@paceline/harness";
import { expect, test } from "vitest";

import { addToTracks, startTracks } from "./benchmark-tracks.ts";

const descriptor = (overrides: Partial<BenchmarkDescriptor> = {}): BenchmarkDescriptor => ({
  id: "group/a",
  file: "a.bench.ts",
  group: "group",
  registeredGroup: "group",
  name: "a",
  parameters: {},
  needs: [],
  size: "full",
  isStretchOnly: false,
  itemsPerIteration: null,
  itemsUnit: null,
  metricNames: [],
  metrics: [],
  targetCount: 0,
  targets: [],
  peers: [],
  procedure: "time",
  leakPlan: null,
  instanceCounts: [],
  options: {},
  ...overrides,
});

const pairOf = (ratioMedian: number, metrics: readonly PairMetric[] = []): PairResult => ({
  pairIndex: 0,
  seed: 1,
  isPinned: true,
  baseNs: [1],
  headNs: [ratioMedian],
  firstSides: ["base"],
  ratioMedian,
  ratioMedianOfMeans: ratioMedian,
  iterationsPerRound: 1,
  metrics,
});

const bytes = (name: string, base: number, head: number): PairMetric => ({
  name,
  unit: "bytes",
  direction: "lower",
  base,
  head,
});

const RULES = { thresholds: [], allow: {} };

const ratiosAfter = (...metrics: readonly PairMetric[]): unknown =>
  addToTracks(
    startTracks(descriptor(), descriptor(), RULES),
    pairOf(1.5, metrics),
    RULES,
  ).tracks.map(({ metric, pairs }) => [metric, pairs[0]!.ratio]);

test("a pair speaks for time and for each metric that both sides told", () => {
  expect(ratiosAfter(bytes("kept", 100, 150), bytes("lost", 0, 0))).toEqual([
    ["time", 1.5],
    ["kept", 1.5],
    ["lost", 1],
  ]);
});

test("less than a byte allocated is nothing, and nothing is no growth", () => {
  expect(ratiosAfter(bytes("allocatedBytes", 0, 0.4))).toEqual([
    ["time", 1.5],
    ["allocatedBytes", 1],
  ]);
});

test("a metric that is zero on one side has no ratio and is invalid from then on", () => {
  let known = startTracks(descriptor(), descriptor(), RULES);
  for (const base of [2, 0, 2]) {
    known = addToTracks(known, pairOf(1, [bytes("lost", base, 2)]), RULES);
  }
  expect(known.tracks.map(({ metric, pairs }) => [metric, pairs.length])).toEqual([["time", 3]]);
  expect(known.refused).toEqual([
    {
      id: "group/a",
      group: "group",
      metric: "lost",
      reason: { code: "non-positive-samples", side: "base", value: 0 },
    },
  ]);
});

test("sides that handle different numbers of items are judged by items per second", () => {
  const known = startTracks(
    descriptor({ itemsPerIteration: 10 }),
    descriptor({ itemsPerIteration: 20 }),
    RULES,
  );
  // Twice the items in one and a half times the time.
  const [track] = addToTracks(known, pairOf(1.5), RULES).tracks;
  expect(track).toMatchObject({ metric: "throughput", direction: "higher" });
  expect(track!.pairs[0]!.ratio).toBeCloseTo(2 / 1.5, 12);
});

const refusedBy = (
  base: BenchmarkDescriptor,
  head: BenchmarkDescriptor,
  allow = {},
): readonly unknown[] =>
  startTracks(base, head, { ...RULES, allow }).refused.map(({ reason }) => reason);

test("a metric that one side does not declare is invalid, unless that is allowed", () => {
  const kept = { name: "kept", unit: "bytes", direction: "lower" } as const;
  const [base, head] = [descriptor(), descriptor({ metrics: [kept] })];
  expect(refusedBy(base, head)).toEqual([{ code: "missing-metric", side: "base" }]);
  expect(refusedBy(head, base)).toEqual([{ code: "missing-metric", side: "head" }]);
  expect(refusedBy(base, head, { newBenchmarks: true })).toEqual([]);
  expect(refusedBy(head, descriptor({ metrics: [{ ...kept, unit: "count" }] }))).toEqual([
    { code: "other-unit", base: "bytes", head: "count" },
  ]);
});
