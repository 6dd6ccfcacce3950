import { hrtime } from "node:process";

import type { PreparedFork } from "./prepare-fork.ts";
import type { ForkCommand, SlicedReply } from "./protocol.ts";

type SliceCommand = Extract<ForkCommand, { readonly kind: "slice" }>;

/**
 * Runs timed rounds for about `sliceNs` and gives their readings. The first round of a slice is run and not counted: the
 * other side has just had the core, and its caches are gone.
 */
export async function measureSlice(
  { rounds, iterationsPerRound }: PreparedFork,
  { sliceNs, iterationsPerRound: imposedIterationCount, slowdownRatio = 0 }: SliceCommand,
): Promise<SlicedReply> {
  const iterationCount = imposedIterationCount ?? iterationsPerRound;
  await rounds.fillAndTime(iterationCount);
  const roundNs: number[] = [];
  let elapsedNs = 0;
  do {
    // oxlint-disable-next-line no-await-in-loop -- rounds must not overlap
    const ns = await rounds.fillAndTime(iterationCount);
    const slowNs = ns + (slowdownRatio > 0 ? burn(ns * slowdownRatio) : 0);
    roundNs.push(slowNs);
    elapsedNs += slowNs;
  } while (elapsedNs < sliceNs);
  return { kind: "sliced", roundNs };
}

/** Keeps the core busy, as slower code would, and says for how long it really was. */
function burn(burnNs: number): number {
  const start = hrtime.bigint();
  let burntNs = 0;
  do burntNs = Number(hrtime.bigint() - start);
  while (burntNs < burnNs);
  return burntNs;
}
