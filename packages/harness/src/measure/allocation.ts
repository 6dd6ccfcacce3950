import type { TimeRound } from "./round-loop.ts";

/** Bytes that a count of iterations should allocate: well inside the smallest young generation of V8. */
const ALLOCATION_BYTES_AIM = 128 * 1024;
const ITERATION_COUNT_MAX = 1024;
const ROUND_NS_MAX = 20e6;
const SLOPE_COUNT = 5;
/** Marking in the background ends with a collection at a time of its own: such repetitions are made again. */
const REPETITION_COUNT_MAX = 12;

export interface HeapReading {
  readonly heapBytes: number;
  /** Held by array buffers, outside of the heap. */
  readonly bufferBytes: number;
}

/** What an allocation measurement needs from its process. */
export interface HeapPort {
  readonly read: () => HeapReading;
  /**
   * Makes room. "young" takes half a millisecond and is enough for objects; buffers that died are still being
   * freed in the background after either.
   */
  readonly collect: (generation: "young" | "all") => void;
  /** Collections so far; waits until those that happened are told. */
  readonly collectionCount: () => Promise<number>;
}

/** A round in two steps, since inputs are prepared outside of what is measured. */
export interface TwoStepRound {
  readonly fill: (iterationCount: number) => void;
  readonly time: TimeRound;
  readonly iterationCountMax: number;
}

/**
 * Bytes that one iteration allocates, on the heap and in array buffers: the slope between a count of
 * iterations and twice as many, so that what a round allocates once, such as the timer's readings, cancels
 * out. Exactly 0 for code that allocates nothing.
 *
 * The median of several slopes counts: a compiler that is done in the middle of one disturbs only that one.
 *
 * @returns null when a collection fell into every repetition, so that differences mean nothing.
 */
export async function measureAllocation(
  round: TwoStepRound,
  heap: HeapPort,
): Promise<number | null> {
  let twice = 2;
  let generation: "young" | "all" = "young";
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- each probe decides the next
    const probe = await allocatedBy(round, twice, heap, generation);
    if (probe === null) {
      // Half as many fitted; the collection of everything also ends any marking under way.
      twice = Math.max(2, twice / 2);
      generation = "all";
      break;
    }
    if (probe.hasBuffers) generation = "all";
    if (probe.bytes >= ALLOCATION_BYTES_AIM || probe.roundNs > ROUND_NS_MAX) break;
    if (2 * twice > Math.min(ITERATION_COUNT_MAX, round.iterationCountMax)) break;
    twice *= 2;
  }
  const once = twice / 2;
  const slopes: number[] = [];
  for (let index = 0; index < REPETITION_COUNT_MAX && slopes.length < SLOPE_COUNT; index += 1) {
    // oxlint-disable no-await-in-loop -- rounds must not overlap
    const onceBytes = await allocatedBy(round, once, heap, generation);
    const twiceBytes = await allocatedBy(round, twice, heap, generation);
    // oxlint-enable no-await-in-loop
    if (onceBytes === null || twiceBytes === null) generation = "all";
    else slopes.push((twiceBytes.bytes - onceBytes.bytes) / (twice - once));
  }
  if (slopes.length === 0) return null;
  return Math.max(0, slopes.sort((a, b) => a - b)[slopes.length >> 1]!);
}

interface Allocated {
  readonly bytes: number;
  /** Whether the round or its inputs hold array buffers, whose last ones may still be being freed. */
  readonly hasBuffers: boolean;
  readonly roundNs: number;
}

async function allocatedBy(
  round: TwoStepRound,
  iterationCount: number,
  heap: HeapPort,
  generation: "young" | "all",
): Promise<Allocated | null> {
  const unfilled = heap.read();
  round.fill(iterationCount);
  const filled = heap.read();
  heap.collect(generation);
  // Buffers that died are freed in the background of a collection; the next one waits for that.
  if (generation === "all") heap.collect(generation);
  const collectionsBefore = await heap.collectionCount();
  const before = heap.read();
  const roundNs = round.time(iterationCount);
  const after = heap.read();
  const collectionsAfter = await heap.collectionCount();
  if (typeof roundNs !== "number" || collectionsAfter !== collectionsBefore) return null;
  const bufferBytes = after.bufferBytes - before.bufferBytes;
  return {
    bytes: after.heapBytes - before.heapBytes + bufferBytes,
    hasBuffers: bufferBytes !== 0 || filled.bufferBytes !== unfilled.bufferBytes,
    roundNs,
  };
}
