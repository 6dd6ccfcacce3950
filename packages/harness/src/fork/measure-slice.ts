import type { PreparedFork } from "./prepare-fork.ts";
import type { SlicedReply } from "./protocol.ts";

/**
 * Runs timed rounds for about `sliceNs` and gives their readings. The first round of a slice is run and not counted: the
 * other side has just had the core, and its caches are gone.
 */
export async function measureSlice(
  { rounds, iterationsPerRound }: PreparedFork,
  sliceNs: number,
  imposedIterationCount: number | null,
): Promise<SlicedReply> {
  const iterationCount = imposedIterationCount ?? iterationsPerRound;
  await rounds.fillAndTime(iterationCount);
  const roundNs: number[] = [];
  let elapsedNs = 0;
  do {
    // oxlint-disable-next-line no-await-in-loop -- rounds must not overlap
    const ns = await rounds.fillAndTime(iterationCount);
    roundNs.push(ns);
    elapsedNs += ns;
  } while (elapsedNs < sliceNs);
  return { kind: "sliced", roundNs };
}
