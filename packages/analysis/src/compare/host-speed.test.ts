import { createRandom } from "@paceline/core";
import type { ForkResult } from "@paceline/core";
import { describe, expect, test } from "vitest";

import { makeBenchmark, makeFork, makeRun } from "../../test/make-run.ts";
import { compareResults } from "./compare-results.ts";
import { adjustForHost } from "./host-speed.ts";

interface Code {
  readonly ns: number;
  /** How its time follows the wide yardstick. */
  readonly slope: number;
  /** Mean of the logarithm of the wide yardstick while it was measured. */
  readonly host: number;
  readonly seed: number;
  /** How far the wide yardstick's logarithm swings within a side. */
  readonly swing?: number;
}

/** Forks on a host whose other guest comes and goes, in eight rounds of their own stretch each. */
function forksOf({ ns, slope, host, seed, swing = 0.6 }: Code): ForkResult[] {
  const random = createRandom(seed);
  return Array.from({ length: 5 }, (_, index) => {
    const wide = Array.from({ length: 8 }, () => host + swing * (random.nextRatio() - 0.5));
    const rounds = wide.map(
      (log) => ns * Math.exp(slope * log + 0.01 * (random.nextRatio() - 0.5)),
    );
    return {
      ...makeFork(index, rounds),
      yardstick: {
        chainNs: wide.map(() => 60_000),
        wideNs: wide.map((log) => 55_000 * Math.exp(log)),
      },
    };
  });
}

const benchmark = (forks: readonly ForkResult[]) => makeRun([makeBenchmark("a", [], { forks })]);
const compare = (base: readonly ForkResult[], head: readonly ForkResult[]) =>
  compareResults([benchmark(base)], [benchmark(head)]).comparisons[0]!;

const slower = (host: number): ForkResult[] => forksOf({ ns: 1100, slope: 0.8, host, seed: 3 });

/** A host that never changes while a side is measured: its yardsticks scatter by themselves alone. */
const still = (host: number): ForkResult[] =>
  forksOf({ ns: 1000, slope: 0.8, host, seed: 5 }).map((fork) => ({
    ...fork,
    roundNs: fork.roundNs.map((_, index) => 1000 * Math.exp(0.8 * host) * (1 + index / 1e4)),
    yardstick: {
      chainNs: fork.roundNs.map(() => 60_000),
      wideNs: fork.roundNs.map(
        (_, index) => 55_000 * Math.exp(host) * (1 + ((7 * index) % 5) / 1e3),
      ),
    },
  }));

const closeFollower = (seed: number): ForkResult[] =>
  forksOf({ ns: 1000, slope: 0.9, host: 0, seed });

/** Code that follows the host less; `ns` is its time at the speed between its host and that of {@link closeFollower}. */
const looseFollower = (ns: number, seed: number): ForkResult[] =>
  forksOf({ ns: ns * Math.exp(0.6 * 0.15), slope: 0.3, host: 0.3, seed, swing: 0.03 });

const noisy = (host: number, seed: number): ForkResult[] => {
  const random = createRandom(seed + 7000);
  return forksOf({ ns: 1000, slope: 1, host, seed, swing: 0.03 }).map((fork) => ({
    ...fork,
    yardstick: {
      ...fork.yardstick!,
      wideNs: fork.yardstick!.wideNs.map((ns) => ns * Math.exp(0.03 * (random.nextRatio() - 0.5))),
    },
  }));
};

const quiet = forksOf({ ns: 1000, slope: 0.8, host: 0, seed: 1 });
const busy = forksOf({ ns: 1000, slope: 0.8, host: 0.3, seed: 2 });

/** The first stretch of each fork before the compiler was done. */
const late = (forks: readonly ForkResult[]): readonly ForkResult[] =>
  forks.map((fork) => ({
    ...fork,
    roundNs: fork.roundNs.map((ns, round) => (round === 0 ? 6 * ns : ns)),
  }));

/** Code that does not follow the yardsticks. */
const aloof = (host: number, seed: number): readonly ForkResult[] =>
  forksOf({ ns: 1000, slope: 0, host, seed, swing: 0.05 });

const looseVerdicts = (ns: number): readonly string[] =>
  Array.from(
    { length: 20 },
    (_, seed) => compare(closeFollower(seed), looseFollower(ns, seed + 50)).verdict,
  );

describe("compareResults with yardsticks", () => {
  test("calls unchanged code the same although the host was a quarter slower, and says what the host did", () => {
    const { verdict, hostRatio, baseMedian, headMedian } = compare(quiet, busy);
    expect(headMedian! / baseMedian!).toBeGreaterThan(1.15);
    expect(hostRatio).toBeCloseTo(Math.exp(0.8 * 0.3), 1);
    expect(verdict).toBe("same");
  });

  test("still finds a tenth that the code itself lost, and one that a quicker host would hide", () => {
    expect(compare(quiet, slower(0.3))).toMatchObject({ verdict: "slower" });
    expect(compare(busy, slower(0))).toMatchObject({ verdict: "slower" });
    expect(compare(busy, slower(0)).ratio).toBeCloseTo(1.1, 1.5);
  });

  test("takes no change in how code follows the host for one of its speed, nor lets it hide one", () => {
    expect(looseVerdicts(1000)).not.toContain("faster");
    expect(looseVerdicts(1000)).not.toContain("slower");
    expect(looseVerdicts(1100)).not.toContain("same");
    expect(looseVerdicts(1100)).not.toContain("faster");
  });

  test("is not misled by a yardstick that scatters as much as its host swings", () => {
    const verdicts = Array.from(
      { length: 20 },
      (_, seed) => compare(noisy(0, seed), noisy(0.2, seed + 50)).verdict,
    );
    expect(verdicts.filter((verdict) => verdict === "slower").length).toBeLessThanOrEqual(1);
  });

  test("is not misled by forks whose compiler takes over after some of the rounds", () => {
    expect(compare(late(quiet), late(busy)).verdict).toBe("same");
    expect(compare(late(quiet), late(slower(0.3))).verdict).toBe("slower");
  });

  test("tells unchanged code the same although the yardsticks of both sides differ, where it does not follow them", () => {
    expect(compare(aloof(0, 1), aloof(0.08, 2)).verdict).toBe("same");
  });

  test("goes by the host of most stretches, as the middle of a fork does", () => {
    const briefly = forksOf({ ns: 1000, slope: 0.8, host: 0, seed: 4, swing: 0.02 }).map(
      (fork) => ({
        ...fork,
        roundNs: fork.roundNs.map((ns, round) => (round < 2 ? ns * Math.exp(0.8 * 0.6) : ns)),
        yardstick: {
          ...fork.yardstick!,
          wideNs: fork.yardstick!.wideNs.map((ns, round) => (round < 2 ? ns * Math.exp(0.6) : ns)),
        },
      }),
    );
    const adjusted = adjustForHost([quiet], [briefly])!;
    // A mean over stretches would call it busier by 0.15, and take 12 % out.
    expect(Math.abs(Math.log(adjusted.hostRatio))).toBeLessThan(0.06);
    expect(compare(briefly, briefly).hostRatio).toBe(1);
  });

  test("cannot tell where the host differs more than it ever showed how the code follows it", () => {
    expect(compare(still(0), still(0.4)).verdict).toBe("unclear");
  });
});

describe("adjustForHost", () => {
  test.for([
    {
      why: "a fork has no yardstick",
      forks: quiet.map(({ index, roundNs }) => makeFork(index, roundNs)),
    },
    { why: "there are two forks", forks: quiet.slice(0, 2) },
    {
      why: "the process was busy on threads of its own",
      forks: quiet.map((fork) => ({
        ...fork,
        evidence: { ...fork.evidence, wallNs: 1e6, cpuUserNs: 1.3e6 },
      })),
    },
    {
      why: "a yardstick does not fit the rounds",
      forks: quiet.map((fork) => ({ ...fork, yardstick: { chainNs: [1], wideNs: [1] } })),
    },
    {
      why: "the yardsticks are of other loops",
      forks: quiet.map((fork) => ({
        ...fork,
        yardstick: { ...fork.yardstick!, loopsVersion: 2 },
      })),
    },
    {
      why: "a yardstick took no time",
      forks: quiet.map((fork) => ({
        ...fork,
        yardstick: { ...fork.yardstick!, chainNs: fork.roundNs.map(() => 0) },
      })),
    },
  ])("leaves the times as they are where $why", ({ forks }) => {
    expect(adjustForHost([forks], [busy])).toBeNull();
    expect(adjustForHost([busy], [forks])).toBeNull();
  });

  test("keeps the forks of each run together", () => {
    const adjusted = adjustForHost([quiet.slice(0, 2), quiet.slice(2)], [busy])!;
    expect(adjusted.base.map((forks) => forks.length)).toEqual([2, 3]);
    expect(adjusted.head.map((forks) => forks.length)).toEqual([5]);
  });
});
