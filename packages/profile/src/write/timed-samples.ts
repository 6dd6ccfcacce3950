import type { TimedSamples, Track } from "../model/profile.ts";
import { ProfileUnwritableError } from "./profile-unwritable-error.ts";

/** More samples than these are not made up: their weights go into one each. */
const MADE_COUNT_MAX = 2_000_000;

/**
 * The samples of a track of times; for one that has only sums, as many samples per node as it counts,
 * which share its weight to the nanosecond.
 *
 * @throws {ProfileUnwritableError} when the weights are no times, or one is negative.
 */
export function timedSamples(track: Track, format: string): TimedSamples {
  if (track.unit !== "ns") {
    throw new ProfileUnwritableError(
      format,
      `its weights are ${track.unit}, and the format holds times only: write pprof, speedscope or folded`,
    );
  }
  if (track.samples !== null) return track.samples;
  const { count, selfWeights, selfCounts } = track.tree;
  if (selfWeights.some((weight) => weight < 0)) {
    throw new ProfileUnwritableError(format, "a weight is negative, and no time is");
  }
  const isMany = selfCounts.reduce((sum, each) => sum + each, 0) > MADE_COUNT_MAX;
  const nodes: number[] = [];
  const weights: number[] = [];
  for (let node = 0; node < count; node++) {
    const weight = selfWeights[node]!;
    const counted = Math.round(selfCounts[node]!);
    const sampleCount = isMany ? 1 : Math.max(weight > 0 ? 1 : 0, counted);
    if (weight === 0 && sampleCount === 0) continue;
    for (let index = 0; index < sampleCount; index++) {
      nodes.push(node);
      const until = (share: number): number => Math.round((weight * share) / sampleCount);
      weights.push(until(index + 1) - until(index));
    }
  }
  return {
    count: nodes.length,
    startNs: track.startNs,
    nodes: Uint32Array.from(nodes),
    weights: Float64Array.from(weights),
  };
}
