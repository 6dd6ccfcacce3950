import { assert } from "./assert.ts";

/** Seeded generator: the same seed gives the same run on every machine. */
export interface Random {
  /** Uniform whole number in [0, 2^32). */
  nextUint32(): number;
  /** Uniform in [0, 1), in steps of 2^-32. */
  nextRatio(): number;
  /**
   * Uniform integer in [0, count), `count` from 1 to 2^32. Scaled, not rejected: an index is too likely
   * by at most count / 2^32, which no simulation of less than 2^32 / count draws can show.
   */
  nextIndex(count: number): number;
}

/**
 * Xoshiro128**: 128 bits of state, period 2^128 - 1, passes BigCrush; a few nanoseconds a draw with
 * 32-bit integers only. Good for workloads, resampling and simulation, not for secrets.
 *
 * A generator of 32 bits of state would be as fast, but its whole sequence is as long as a few thousand
 * bootstraps, and many of its outputs never occur.
 *
 * @param seed - any integer; its low 32 bits count. Nearby seeds give unrelated sequences.
 *
 * @see Blackman & Vigna (2021), "Scrambled Linear Pseudorandom Number Generators"; the state is filled
 *   from the seed by SplitMix32, as the authors advise.
 */
export function createRandom(seed: number): Random {
  const splitMix = (step: number): number => mixBits(seed + Math.imul(step, 0x9e3779b9));
  return createXoshiro(splitMix(1), splitMix(2), splitMix(3), splitMix(4));
}

/**
 * The generator with its state given, as published.
 *
 * @internal for the test against the reference sequence.
 */
export function createXoshiro(...words: readonly [number, number, number, number]): Random {
  assert(
    words.some((word) => (word | 0) !== 0),
    "xoshiro with an all-zero state returns only zeros",
  );
  // A typed array: as variables of a closure the words are twice as slow to write.
  const state = Int32Array.from(words);

  const nextUint32 = (): number => {
    const word1 = state[1]!;
    const scaled = Math.imul(word1, 5);
    const mixed2 = state[2]! ^ state[0]!;
    const mixed3 = state[3]! ^ word1;
    state[1] = word1 ^ mixed2;
    state[0] = state[0]! ^ mixed3;
    state[2] = mixed2 ^ (word1 << 9);
    state[3] = (mixed3 << 11) | (mixed3 >>> 21);
    return Math.imul((scaled << 7) | (scaled >>> 25), 9) >>> 0;
  };
  const nextRatio = (): number => nextUint32() / 2 ** 32;
  return { nextUint32, nextRatio, nextIndex: (count) => Math.floor(nextRatio() * count) };
}

/**
 * Spreads each bit of a 32-bit word over all of them, one to one: the finaliser of MurmurHash3.
 *
 * @internal
 */
export function mixBits(word: number): number {
  let mixed = word | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
