import { createRandom } from "@paceline/core";
import type { Random } from "@paceline/core";

import { ENERGY_TAILS, ENERGY_TAILS_LENGTH_MIN } from "./energy-tails.ts";
import type { EnergyTail } from "./energy-tails.ts";
import { orderRanks } from "./ordered-series.ts";
import { bestSplit } from "./split-energy.ts";

/** The chance from which a tail is known; larger ones are all the same to who looks for changes. */
export const TAIL_RATIO = 0.1;

/** Shuffles per length where no tail is stored: their tail rests on 100 of them. */
const SHUFFLE_COUNT = 1000;
const SEED = 0xed1;

/** Lengths that have a tail; another is judged by the nearest two, the more doubtful of both. */
const LENGTHS = ENERGY_TAILS.map(({ length }) => length);

const simulated = new Map<string, EnergyTail>();

/**
 * Chance that the best split of an unchanged series has at least this energy: a permutation test.
 *
 * For ranks without ties the answer depends on the length alone, so the permutations are shared by all
 * series, and were made once; ties make the energies of an unchanged series smaller, so they err to "no
 * change". Beyond the 10 % tail the chance falls as an exponential, as it does for a sum of weighted
 * squares, to which the energy tends; that tail is the slower one and errs likewise.
 *
 * @param length - points of the series. @param lengthMin - the one that the split was searched with.
 * @returns 1 for any chance above 10 %.
 *
 * @see Matteson & James (2014), section 3.2, for the permutation test; Knijnenburg et al. (2009), "Fewer
 *   Permutations, More Accurate P-values", for tails.
 */
export function chanceOfEnergy(energy: number, length: number, lengthMin: number): number {
  const [shorter, longer] = neighbours(length, lengthMin);
  return Math.max(
    tailShare(tailOf(shorter, lengthMin), energy),
    tailShare(tailOf(longer, lengthMin), energy),
  );
}

function neighbours(length: number, lengthMin: number): readonly [number, number] {
  const usable = [2 * lengthMin, ...LENGTHS.filter((known) => known > 2 * lengthMin)];
  const shorter = usable.findLast((known) => known <= length) ?? 2 * lengthMin;
  return [shorter, usable.find((known) => known >= length) ?? shorter];
}

function tailOf(length: number, lengthMin: number): EnergyTail {
  if (lengthMin === ENERGY_TAILS_LENGTH_MIN) {
    const stored = ENERGY_TAILS.find((tail) => tail.length === length);
    if (stored !== undefined) return stored;
  }
  const key = `${length}/${lengthMin}`;
  const known = simulated.get(key) ?? simulateTail(length, lengthMin, SHUFFLE_COUNT);
  simulated.set(key, known);
  return known;
}

/** The tail of the largest energy of shuffled ranks. `tools/energy-tails.ts` stores what it gives. */
export function simulateTail(length: number, lengthMin: number, shuffleCount: number): EnergyTail {
  const random = createRandom(SEED + length);
  const ranks = Float64Array.from({ length }, (_, index) => (index + 1) / length);
  const ordered = orderRanks(ranks);
  const order = Int32Array.from(ranks, (_, index) => index);
  const shuffled = orderRanks(ranks);
  const energies = new Float64Array(shuffleCount);
  for (let index = 0; index < shuffleCount; index += 1) {
    shuffle(order, random);
    // What is known of a rank goes with it, so nothing need be sorted again.
    for (const [to, from] of order.entries()) {
      shuffled.values[to] = ordered.values[from]!;
      shuffled.places[to] = ordered.places[from]!;
      shuffled.distances[to] = ordered.distances[from]!;
    }
    energies[index] = bestSplit(shuffled, lengthMin)?.energy ?? 0;
  }
  energies.sort();
  const tailCount = Math.floor(shuffleCount * TAIL_RATIO);
  const start = energies[shuffleCount - tailCount - 1]!;
  const excess = energies.subarray(-tailCount).reduce((sum, energy) => sum + energy - start, 0);
  return { length, start, meanExcess: excess / tailCount };
}

/** @see Durstenfeld (1964), "Algorithm 235: Random permutation". */
function shuffle(values: Int32Array, random: Random): void {
  for (let last = values.length - 1; last > 0; last -= 1) {
    const other = random.nextIndex(last + 1);
    const swapped = values[last]!;
    values[last] = values[other]!;
    values[other] = swapped;
  }
}

function tailShare({ start, meanExcess }: EnergyTail, energy: number): number {
  if (energy <= start) return 1;
  // No spread in the tail: so short a series has few arrangements, and none is more extreme.
  if (meanExcess === 0) return TAIL_RATIO;
  return TAIL_RATIO * Math.exp(-(energy - start) / meanExcess);
}
