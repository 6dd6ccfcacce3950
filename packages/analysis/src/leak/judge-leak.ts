import { LEAK_CHANNELS, seedFrom } from "@paceline/core";
import type { BenchmarkResult, LeakChannel, LeakResult } from "@paceline/core";

import { GROWTH_BYTES_MIN, judgeChannel, operationCountOf } from "./judge-channel.ts";
import type { WatchedFork } from "./judge-channel.ts";
import type { ChannelJudgement, LeakJudgement, LeakVerdict } from "./leak-verdict.ts";
import { isResidentOnly } from "./resident-growth.ts";

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of a literal
const CHANNELS = Object.keys(LEAK_CHANNELS) as readonly LeakChannel[];

/**
 * Says whether a benchmark leaks, from what its processes recorded. Channels of memory are judged apart, and one that
 * leaks is enough. The same document gives the same verdict.
 *
 * @param seed - of the run.
 * @returns null for a benchmark of another procedure, or one of which no process has completed.
 */
export function judgeLeak(benchmark: BenchmarkResult, seed: number): LeakJudgement | null {
  const { leak, id: benchmarkId } = benchmark;
  const watched = benchmark.forks.flatMap(({ index, leak: record }): readonly WatchedFork[] =>
    record === undefined ? [] : [{ index, record }],
  );
  if (leak === undefined || watched.length === 0) return null;
  const { deltaBytesPerOperation, expected } = leak;
  const options = { deltaBytesPerOperation, seed: seedFrom(seed, benchmarkId, "leak") };
  const channels = CHANNELS.map((channel) => judgeChannel(channel, watched, options));
  const verdict = overall(channels);
  return {
    benchmarkId,
    verdict,
    reason: channels.find((channel) => channel.verdict === verdict)?.reason ?? null,
    deltaBytesPerOperation,
    detectableBytesPerOperation: detectable(channels, watched, leak),
    channels,
    isResidentOnly: verdict === "no-leak" && isResidentOnly(watched, options),
    expected,
    outcome: outcomeOf(verdict, expected),
  };
}

function overall(channels: readonly ChannelJudgement[]): LeakVerdict {
  const verdicts = channels.map(({ verdict }) => verdict);
  if (verdicts.includes("leak")) return "leak";
  return verdicts.includes("inconclusive") ? "inconclusive" : "no-leak";
}

function outcomeOf(
  verdict: LeakVerdict,
  expected: LeakResult["expected"],
): LeakJudgement["outcome"] {
  if (verdict === expected) return "as-expected";
  return verdict === "inconclusive" && expected === "no-leak" ? "unclear" : "unexpected";
}

/**
 * A leak shows when the lower bound of its growth is beyond delta, so it must be larger than delta by the reach of the
 * widest interval; and larger than what a whole run may grow by without being called a leak.
 */
function detectable(
  channels: readonly ChannelJudgement[],
  watched: readonly WatchedFork[],
  { deltaBytesPerOperation }: LeakResult,
): number | null {
  const growths = channels.flatMap(({ forks }) => forks);
  if (growths.some(({ low }) => low === null)) return null;
  const reach = Math.max(
    ...growths.map(({ low, high, bytesPerOperation }) =>
      Math.max(high! - bytesPerOperation!, bytesPerOperation! - low!),
    ),
  );
  const operationCount = Math.min(...watched.map(({ record }) => operationCountOf(record)));
  return Math.max(deltaBytesPerOperation + reach, GROWTH_BYTES_MIN / operationCount);
}
