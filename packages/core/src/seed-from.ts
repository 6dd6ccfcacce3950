import { mixBits } from "./random.ts";

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/**
 * Derives a seed from a seed and what it is for, so that every benchmark, fork and agent has a stream of
 * its own that does not move when another one is added:
 *
 *     createRandom(seedFrom(runSeed, benchmarkId, forkIndex))
 *
 * Adding small numbers to a seed instead makes streams collide: seed 1, fork 2 and seed 2, fork 1.
 *
 * The same parts give the same seed on every machine and in every version. The order counts, and so do
 * the borders between parts and their types: ("ab", "c"), ("a", "bc"), and 1, "1" all differ.
 *
 * @returns an integer in [0, 2^32).
 *
 * @see FNV-1a (draft-eastlake-fnv) over the UTF-16 bytes of the parts, finished as MurmurHash3 does.
 */
export function seedFrom(...parts: readonly (string | number)[]): number {
  let hash = FNV_OFFSET;
  const add = (byte: number): void => {
    hash = Math.imul(hash ^ byte, FNV_PRIME);
  };
  for (const part of parts) {
    const text = String(part);
    add(typeof part === "number" ? 1 : 2);
    for (let index = 0; index < text.length; index += 1) {
      const unit = text.charCodeAt(index);
      add(unit & 0xff);
      add(unit >>> 8);
    }
    // The length closes the part: no text can end as another begins.
    for (let rest = text.length; rest > 0; rest = Math.floor(rest / 256)) add(rest % 256);
    add(0);
  }
  return mixBits(hash);
}
