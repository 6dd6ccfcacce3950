import type { LeakSeries } from "@paceline/core";
import { describe, expect, test } from "vitest";

import {
  growingHeap,
  makeLeakBenchmark,
  makeSeries,
  OPERATIONS,
  ROUNDS,
} from "../../test/watched-series.ts";
import { makeBenchmark } from "../../test/make-run.ts";
import { judgeLeak } from "./judge-leak.ts";
import type { LeakJudgement } from "./leak-verdict.ts";

const rounds = (valueAt: (round: number) => number): readonly number[] =>
  Array.from({ length: ROUNDS }, (_, round) => valueAt(round));

function judge(series: readonly LeakSeries[], doubled?: LeakSeries): LeakJudgement {
  const processes = series.map((each) => ({
    series: each,
    ...(doubled !== undefined && { doubledSeries: doubled }),
  }));
  return judgeLeak(makeLeakBenchmark(processes), 1)!;
}

const thrice = (series: LeakSeries): readonly LeakSeries[] => [series, series, series];
const heapOf = ({ channels }: LeakJudgement) => channels.find(({ channel }) => channel === "heap")!;

describe("judgeLeak", () => {
  test("a leak grows in every process, and twice as fast with twice the operations", () => {
    const judgement = judge(thrice(growingHeap(104)), growingHeap(104, 2 * OPERATIONS, 15));
    expect(judgement).toMatchObject({ verdict: "leak", reason: null, outcome: "unexpected" });
    expect(heapOf(judgement)).toMatchObject({ bytesPerOperation: 104, low: 104, high: 104 });
    expect(heapOf(judgement).forks[0]).toMatchObject({ scalingRatio: 2, warmupRoundCount: 0 });
  });

  test("memory that stays is none, and the smallest leak that would have shown is told", () => {
    const judgement = judge(thrice(makeSeries({})));
    expect(judgement).toMatchObject({ verdict: "no-leak", outcome: "as-expected" });
    // 64 KiB over 60,000 operations: the least that a whole run must grow by.
    expect(judgement.detectableBytesPerOperation).toBeCloseTo(65_536 / 60_000, 12);
  });

  test.for([2, 3, 4, 5, 6, 7, 29])("says that %i rounds are few", (count) => {
    const jumping = makeSeries({
      heapBytes: Array.from({ length: count }, (_, round) => 5e6 + (round % 3) * 90_000),
    });
    const judgement = judge(thrice(jumping));
    expect(judgement).toMatchObject({ verdict: "inconclusive", reason: "few-rounds" });
  });

  test("growth below delta is no leak, growth around it is unclear", () => {
    expect(judge(thrice(growingHeap(0.4))).verdict).toBe("no-leak");
    const swinging = makeSeries({
      heapBytes: rounds((round) => 5e6 + 1.05 * OPERATIONS * round + (round % 7) * 1_500),
    });
    expect(judge(thrice(swinging), growingHeap(1.05, 2 * OPERATIONS, 15))).toMatchObject({
      verdict: "inconclusive",
      reason: "wide",
      outcome: "unclear",
    });
  });

  test.for<[string, readonly LeakSeries[], LeakSeries | undefined, string]>([
    [
      "too few processes",
      [growingHeap(104), growingHeap(104)],
      growingHeap(104, 4_000, 15),
      "few-forks",
    ],
    ["too few rounds", thrice(growingHeap(104, OPERATIONS, 8)), undefined, "few-rounds"],
    [
      "growth that does not follow the operations",
      thrice(growingHeap(104)),
      growingHeap(52, 4_000, 15),
      "not-scaling",
    ],
    [
      "a cache that is full before the doubled rounds",
      thrice(growingHeap(104)),
      makeSeries({}),
      "not-scaling",
    ],
    [
      "one process that does not grow",
      [growingHeap(104), growingHeap(104), makeSeries({})],
      growingHeap(104, 4_000, 15),
      "wide",
    ],
    [
      "memory that never settles",
      thrice(makeSeries({ heapBytes: rounds((round) => 5e6 + (round % 8) * 3e5) })),
      undefined,
      "unsettled",
    ],
    [
      "growth of less than 64 KiB in all",
      thrice(growingHeap(20, 100)),
      growingHeap(20, 200, 15),
      "small",
    ],
  ])("%s is inconclusive", ([, series, doubled, reason]) => {
    expect(judge(series, doubled)).toMatchObject({ verdict: "inconclusive", reason });
  });

  test.for<[string, LeakSeries, LeakSeries]>([
    [
      "buffer",
      makeSeries({
        bufferBytes: rounds((round) => 10_000 + 200_000 * round),
        externalBytes: rounds((round) => 1_800_000 + 200_000 * round),
      }),
      makeSeries(
        {
          bufferBytes: rounds((round) => 10_000 + 400_000 * round),
          externalBytes: rounds((round) => 1_800_000 + 400_000 * round),
        },
        2 * OPERATIONS,
      ),
    ],
    [
      "external",
      makeSeries({ externalBytes: rounds((round) => 1_800_000 + 200_000 * round) }),
      makeSeries({ externalBytes: rounds((round) => 1_800_000 + 400_000 * round) }, 2 * OPERATIONS),
    ],
    [
      "worker",
      makeSeries({ workerBytes: rounds((round) => 6_000_000 + 200_000 * round) }),
      makeSeries({ workerBytes: rounds((round) => 6_000_000 + 400_000 * round) }, 2 * OPERATIONS),
    ],
  ])("a leak in the channel %s alone is found there alone", ([name, series, doubled]) => {
    const { verdict, channels } = judge(thrice(series), doubled);
    expect(verdict).toBe("leak");
    expect(
      channels.filter((each) => each.verdict === "leak").map(({ channel }) => channel),
    ).toEqual([name]);
    expect(channels.find(({ channel }) => channel === name)!.bytesPerOperation).toBe(100);
  });

  test("the resident size never decides: growth of it alone is told and is no leak", () => {
    const series = makeSeries({ rssBytes: rounds((round) => 60e6 + 300_000 * round) });
    expect(judge(thrice(series))).toMatchObject({ verdict: "no-leak", isResidentOnly: true });
  });

  test("a planted leak that is not found is unexpected", () => {
    const series = thrice(makeSeries({})).map((each) => ({ series: each }));
    expect(judgeLeak(makeLeakBenchmark(series, { expected: "leak" }), 1)).toMatchObject({
      verdict: "no-leak",
      outcome: "unexpected",
    });
  });

  test("has nothing to say of other benchmarks, nor of one that has not run", () => {
    expect(judgeLeak(makeBenchmark("timed", [[1, 2, 3]]), 1)).toBeNull();
    expect(judgeLeak(makeLeakBenchmark([]), 1)).toBeNull();
  });
});
