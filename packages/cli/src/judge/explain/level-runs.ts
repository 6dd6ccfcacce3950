import { aggregateTracks, categoryAt, frameAt, summarizeFunctions } from "@paceline/profile";
import type { Profile, Track } from "@paceline/profile";

/**
 * Takes away how fast the machine was in each run, which differs by more than most changes do: a run in which
 * most functions took 5 % longer than on average has all its weights divided by 1.05. What a run's factor is,
 * half of the time tells: the median over functions, weighted by their time, so that a few functions that
 * changed do not.
 *
 * A change that is the same for all functions disappears in this; the clocks of the threads show it.
 *
 * @see Anders and Huber (2010), "Differential expression analysis for sequence count data", equation 5: the
 *   median of ratios, there over genes and unweighted.
 */
export function levelRuns(profiles: readonly Profile[]): readonly Profile[] {
  const runs = profiles.map(selfPerOperation);
  const means = new Map<string, number>();
  for (const run of runs) {
    for (const [key, ns] of run) means.set(key, (means.get(key) ?? 0) + ns / runs.length);
  }
  return profiles.map((profile, index) => scale(profile, 1 / factorOf(runs[index]!, means)));
}

type SelfNs = ReadonlyMap<string, number>;

function selfPerOperation(profile: Profile): SelfNs {
  const { frames, tracks, meta } = profile;
  const { selfWeights } = summarizeFunctions(frames, aggregateTracks(profile, tracks));
  const sums = new Map<string, number>();
  for (const [frame, weight] of selfWeights.entries()) {
    if (weight === 0 || categoryAt(frames, frame) === "idle") continue;
    const { name, file, line } = frameAt(frames, frame);
    const key = `${name} ${file.slice(file.lastIndexOf("/"))} ${line}`;
    sums.set(key, (sums.get(key) ?? 0) + weight / (meta.operationCount ?? 1));
  }
  return sums;
}

function factorOf(run: SelfNs, means: ReadonlyMap<string, number>): number {
  const ratios = Array.from(means, ([key, mean]) => ({ ratio: (run.get(key) ?? 0) / mean, mean }));
  ratios.sort((a, b) => a.ratio - b.ratio);
  const half = ratios.reduce((sum, { mean }) => sum + mean, 0) / 2;
  let sum = 0;
  for (const { ratio, mean } of ratios) {
    sum += mean;
    if (sum >= half && ratio > 0) return ratio;
  }
  return 1;
}

const scale = (profile: Profile, factor: number): Profile => ({
  ...profile,
  tracks: profile.tracks.map(({ tree, samples, ...track }): Track => ({
    ...track,
    tree: { ...tree, selfWeights: times(tree.selfWeights, factor) },
    samples: samples && { ...samples, weights: times(samples.weights, factor) },
  })),
});

const times = (weights: Float64Array, factor: number): Float64Array =>
  weights.map((weight) => weight * factor);
