import type { BenchmarkSettings, ForkResult, Warning } from "@paceline/core";
import { summarizeMetric } from "@paceline/core";
import { describe, expect, test } from "vitest";

import { resolveSettings } from "../settings/resolve-settings.ts";
import { benchmarkWarnings } from "./benchmark-warnings.ts";
import { forkWarnings } from "./fork-warnings.ts";

const evidence: ForkResult["evidence"] = {
  wallNs: 1e9,
  cpuUserNs: 1e9,
  cpuSystemNs: 0,
  runQueueWaitNs: 0,
  contextSwitchesVoluntary: 0,
  contextSwitchesInvoluntary: 0,
  pageFaultsMinor: 0,
  pageFaultsMajor: 0,
  stealRatio: 0,
  pressureCpuRatio: 0,
  pressureMemoryRatio: 0,
  pressureIoRatio: 0,
  throttledCount: 0,
  throttledNs: 0,
  gc: [],
  eventLoopUtilizationRatio: 1,
  eventLoopDelayNsP50: null,
  eventLoopDelayNsP99: null,
  eventLoopDelayNsMax: null,
  rssBytesAfter: 50e6,
  heapBytesBefore: 5e6,
  heapBytesAfter: 5e6,
};

const quiet: ForkResult = {
  index: 0,
  order: 0,
  seed: 1,
  startedAt: "2026-11-23T18:00:00.000Z",
  startupNsToScript: 40e6,
  startupNsToFirstSample: 70e6,
  timerPrecisionNs: 50,
  timerOverheadNs: 60,
  warmup: { roundCount: 40, elapsedNs: 10e6, isSteady: true },
  iterationsPerRound: 100,
  roundNs: Array.from({ length: 20 }, (_, index) => 1_000_000 + index),
  noopNsPerIteration: 0.3,
  allocatedBytesPerIteration: 0,
  metricValues: {},
  evidence,
};

const settings: BenchmarkSettings = resolveSettings({
  overrides: {},
  benchmark: {},
  config: {},
  preset: "standard",
});
const facts = { gcRoundCount: 0, keptOutputBytes: null };
const codes = (warnings: readonly Warning[]): readonly string[] => warnings.map(({ code }) => code);

const judgeEvidence = (change: Partial<ForkResult["evidence"]>): readonly string[] =>
  codes(forkWarnings({ ...quiet, evidence: { ...evidence, ...change } }, facts, settings));

describe("forkWarnings", () => {
  test("a quiet fork has none", () => {
    expect(forkWarnings(quiet, facts, settings)).toEqual([]);
  });

  test.for([
    { code: "machine-busy", below: { runQueueWaitNs: 50e6 }, above: { runQueueWaitNs: 51e6 } },
    { code: "cpu-stolen", below: { stealRatio: 0.02 }, above: { stealRatio: 0.021 } },
    { code: "cpu-throttled", below: { throttledCount: 0 }, above: { throttledCount: 1 } },
    { code: "cpu-pressure", below: { pressureCpuRatio: 0.2 }, above: { pressureCpuRatio: 0.21 } },
    {
      code: "gc-share",
      below: { gc: [{ kind: "minor", count: 9, pauseNsTotal: 100e6, pauseNsMax: 20e6 }] },
      above: { gc: [{ kind: "minor", count: 9, pauseNsTotal: 101e6, pauseNsMax: 20e6 }] },
    },
  ] as const)("$code begins just above its threshold", ({ code, below, above }) => {
    expect(judgeEvidence(below)).toEqual([]);
    expect(judgeEvidence(above)).toEqual([code]);
  });

  test("what the platform does not tell is no doubt", () => {
    const silent = {
      runQueueWaitNs: null,
      stealRatio: null,
      throttledCount: null,
      pressureCpuRatio: null,
    };
    const fork = { ...quiet, evidence: { ...evidence, ...silent } };
    expect(forkWarnings(fork, facts, settings)).toEqual([]);
  });

  test.for([
    { code: "never-steady", change: { warmup: { roundCount: 9, elapsedNs: 1, isSteady: false } } },
    { code: "few-rounds", change: { roundNs: [1e6, 1e6] } },
    { code: "timer-coarse", change: { timerPrecisionNs: 200_000 } },
  ])("$code is told with its numbers", ({ code, change }) => {
    expect(codes(forkWarnings({ ...quiet, ...change }, facts, settings))).toEqual([code]);
  });

  test("collections in rounds are a doubt only when they were to be kept out", () => {
    const hit = { ...facts, gcRoundCount: 3 };
    expect(forkWarnings(quiet, hit, settings)).toEqual([]);
    expect(forkWarnings(quiet, hit, { ...settings, isGcDisabled: true })).toEqual([
      { code: "gc-in-rounds", forkIndex: 0, gcRoundCount: 3, roundCount: 20 },
    ]);
  });

  test("output that was cut is told", () => {
    expect(forkWarnings(quiet, { ...facts, keptOutputBytes: 8192 }, settings)).toEqual([
      { code: "fork-output-cut", forkIndex: 0, keptBytes: 8192 },
    ]);
  });
});

const judge = (forks: readonly ForkResult[], isAsync = false): readonly string[] => {
  const forkSamples = forks.map(({ roundNs }) => Float64Array.from(roundNs, (ns) => ns / 100));
  const time = summarizeMetric({
    name: "time",
    unit: "ns",
    direction: "lower",
    forkSamples,
    seed: 1,
  });
  return codes(benchmarkWarnings(forks, time, isAsync));
};

const costing = (noopNsPerIteration: number): ForkResult => ({ ...quiet, noopNsPerIteration });

describe("benchmarkWarnings", () => {
  const spiky: ForkResult = {
    ...quiet,
    roundNs: quiet.roundNs.map((ns, index) => (index < 3 ? 2 * ns : ns)),
  };
  const scaled = (ratio: number): ForkResult => ({
    ...quiet,
    roundNs: quiet.roundNs.map((ns) => ns * ratio),
  });

  test.for([
    { why: "three forks that agree", forks: [quiet, quiet, scaled(1.09)], expected: [] },
    { why: "3 outliers in 20 rounds", forks: [spiky, spiky, spiky], expected: ["outliers"] },
    { why: "two forks", forks: [quiet, quiet], expected: ["few-forks"] },
    {
      why: "forks 11 % apart",
      forks: [quiet, quiet, scaled(1.11)],
      expected: ["forks-disagree"],
    },
    {
      why: "as fast as nothing",
      forks: [scaled(4e-5), scaled(4e-5), scaled(4e-5)],
      expected: ["optimized-away"],
    },
  ])("$why: $expected", ({ forks, expected }) => {
    expect(judge(forks)).toEqual(expected);
  });

  test("the loop's own cost is a doubt above a tenth of an asynchronous iteration", () => {
    expect(judge([costing(900), costing(900), costing(900)], true)).toEqual([]);
    expect(judge([costing(1100), costing(1100), costing(1100)], true)).toEqual(["async-overhead"]);
  });
});
