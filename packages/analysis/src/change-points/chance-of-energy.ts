import { createRandom } from "@paceline/core";
import type { Random } from "@paceline/core";

import { orderRanks } from "./ordered-series.ts";
import { bestSplit } from "./split-energy.ts";

/** Shuffles per length: the 10 % tail, from which rarer chances are extrapolated, rests on 100 of them. */
const SHUFFLE_COUNT = 1000;
const TAIL_RATIO = 0.1;
const SEED = 0xed1;

/** Lengths that are simulated; another is judged by the nearest two, the more doubtful of both. */
const LENGTHS = [8, 12, 16, 24, 32, 48, 64, 128, 256, 512, 1024] as const;

/** What the largest energy does by chance: its simulated values, ascending. */
type Chance = Float64Array;

const simulated = new Map<string, Chance>();

/**
 * Chance that the best split of an unchanged series has at least this energy: a permutation test.
 *
 * For ranks without ties the answer depends on the length alone, so the permutations are shared by all
 * series; ties make the energies of an unchanged series smaller, so they err to "no change". Beyond the
 * simulated tail the chance falls as an exponential, as it does for a sum of weighted squares, to which
 * the energy tends; that tail is the slower one and errs likewise.
 *
 * @param length - points of the series. @param lengthMin - the one that the split was searched with.
 *
 * @see Matteson & James (2014), section 3.2, for the permutation test; Knijnenburg et al. (2009), "Fewer
 *   Permutations, More Accurate P-values", for tails.
 */
export function chanceOfEnergy(energy: number, length: number, lengthMin: number): number {
  const [shorter, longer] = neighbours(length, lengthMin);
  return Math.max(
    tailShare(chanceOf(shorter, lengthMin), energy),
    tailShare(chanceOf(longer, lengthMin), energy),
  );
}

function neighbours(length: number, lengthMin: number): readonly [number, number] {
  const usable = [2 * lengthMin, ...LENGTHS.filter((known) => known > 2 * lengthMin)];
  const shorter = usable.findLast((known) => known <= length) ?? 2 * lengthMin;
  return [shorter, usable.find((known) => known >= length) ?? shorter];
}

function chanceOf(length: number, lengthMin: number): Chance {
  const key = `${length}/${lengthMin}`;
  const known = simulated.get(key);
  if (known !== undefined) return known;
  const chance = simulate(length, lengthMin);
  simulated.set(key, chance);
  return chance;
}

function simulate(length: number, lengthMin: number): Chance {
  const random = createRandom(SEED + length);
  const ranks = Float64Array.from({ length }, (_, index) => (index + 1) / length);
  const ordered = orderRanks(ranks);
  const order = Int32Array.from(ranks, (_, index) => index);
  const shuffled = orderRanks(ranks);
  const energies = new Float64Array(SHUFFLE_COUNT);
  for (let index = 0; index < SHUFFLE_COUNT; index += 1) {
    shuffle(order, random);
    // What is known of a rank goes with it, so nothing need be sorted again.
    for (const [to, from] of order.entries()) {
      shuffled.values[to] = ordered.values[from]!;
      shuffled.places[to] = ordered.places[from]!;
      shuffled.distances[to] = ordered.distances[from]!;
    }
    energies[index] = bestSplit(shuffled, lengthMin)?.energy ?? 0;
  }
  return energies.sort();
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

function tailShare(chance: Chance, energy: number): number {
  const tailCount = Math.floor(chance.length * TAIL_RATIO);
  const start = chance[chance.length - tailCount - 1]!;
  if (energy <= start) {
    let aboveCount = tailCount;
    while (aboveCount < chance.length && chance[chance.length - aboveCount - 1]! >= energy) {
      aboveCount += 1;
    }
    return (aboveCount + 1) / (chance.length + 1);
  }
  let excess = 0;
  for (let index = chance.length - tailCount; index < chance.length; index += 1) {
    excess += chance[index]! - start;
  }
  // No spread in the tail: so short a series has few arrangements, and none is more extreme.
  if (excess === 0) return 1 / (chance.length + 1);
  return TAIL_RATIO * Math.exp((-(energy - start) * tailCount) / excess);
}
