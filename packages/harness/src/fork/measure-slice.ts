import type { PreparedFork } from "./prepare-fork.ts";
import type { SlicedReply } from "./protocol.ts";

/**
 * Runs timed rounds for about `sliceNs` and gives their sums. The first round of a slice is run and not counted: the
 * other side has just had the core, and its caches are gone.
 */
export async function measureSlice(
  { rounds, iterationsPerRound }: PreparedFork,
  sliceNs: number,
  imposedIterationCount: number | null,
): Promise<SlicedReply> {
  const iterationCountPerRound = imposedIterationCount ?? iterationsPerRound;
  await rounds.fillAndTime(iterationCountPerRound);
  let elapsedNs = 0;
  let iterationCount = 0;
  do {
    // oxlint-disable-next-line no-await-in-loop -- rounds must not overlap
    elapsedNs += await rounds.fillAndTime(iterationCountPerRound);
    iterationCount += iterationCountPerRound;
  } while (elapsedNs < sliceNs);
  return { kind: "sliced", elapsedNs, iterationCount };
}
