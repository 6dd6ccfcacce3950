import type { Numerics } from "../numerics.ts";

/** How one index is picked from probabilities. */
export interface SelectionRule {
  readonly selection: "deterministic" | "stochastic";
  readonly tieBreak: "first" | "seeded";
  readonly tieTolerance: number;
  readonly actionPrecision: number;
}

/**
 * Picks an index from a stretch of probabilities.
 *
 * Deterministic: the largest; every index within `tieTolerance` of it counts as equal, and among equals
 * the first is taken, or one is drawn uniformly with the agent's own generator. Stochastic: drawn from
 * σ(α ln p).
 *
 * @param random - state of the agent's generator at `randomOffset`; advanced only when something is drawn.
 * @param scratch - overwritten with the probabilities that were drawn from.
 */
// oxlint-disable-next-line max-params -- a kernel: flat arrays with offsets, called per control and step
export function selectIndex(
  probabilities: Float64Array,
  start: number,
  count: number,
  rule: SelectionRule,
  numerics: Numerics,
  random: Uint32Array,
  randomOffset: number,
  scratch: Float64Array,
): number {
  return rule.selection === "deterministic"
    ? selectLargest(probabilities, start, count, rule, random, randomOffset)
    : drawIndex(probabilities, start, count, rule, numerics, random, randomOffset, scratch);
}

// oxlint-disable-next-line max-params -- a kernel: flat arrays with offsets, called per control and step
function selectLargest(
  probabilities: Float64Array,
  start: number,
  count: number,
  { tieBreak, tieTolerance }: SelectionRule,
  random: Uint32Array,
  randomOffset: number,
): number {
  let largest = 0;
  for (let index = 1; index < count; index++)
    if (probabilities[start + index]! > probabilities[start + largest]!) largest = index;
  const bound = probabilities[start + largest]! - tieTolerance;
  let equalCount = 0;
  let first = -1;
  for (let index = 0; index < count; index++) {
    if (probabilities[start + index]! < bound) continue;
    if (first < 0) first = index;
    equalCount++;
  }
  if (tieBreak === "first" || equalCount === 1) return first;
  let rank = Math.floor((nextUint32(random, randomOffset) / 2 ** 32) * equalCount);
  for (let index = first; index < count; index++) {
    if (probabilities[start + index]! < bound) continue;
    if (rank === 0) return index;
    rank--;
  }
  return first;
}

/** σ(α ln p) over a stretch, by the convention's logarithm, into `scratch` from 0. */
// oxlint-disable-next-line max-params -- a kernel: flat arrays with offsets, called per control and step
export function sharpen(
  probabilities: Float64Array,
  start: number,
  count: number,
  actionPrecision: number,
  { probabilityMin, logOffset }: Numerics,
  scratch: Float64Array,
): void {
  let largest = -Infinity;
  for (let index = 0; index < count; index++) {
    const value =
      actionPrecision *
      Math.log(Math.max(probabilities[start + index]!, probabilityMin) + logOffset);
    scratch[index] = value;
    if (value > largest) largest = value;
  }
  let sum = 0;
  for (let index = 0; index < count; index++) {
    const weight = Math.exp(scratch[index]! - largest);
    scratch[index] = weight;
    sum += weight;
  }
  for (let index = 0; index < count; index++) scratch[index]! /= sum;
}

// oxlint-disable-next-line max-params -- a kernel: flat arrays with offsets, called per control and step
function drawIndex(
  probabilities: Float64Array,
  start: number,
  count: number,
  { actionPrecision }: SelectionRule,
  numerics: Numerics,
  random: Uint32Array,
  randomOffset: number,
  scratch: Float64Array,
): number {
  sharpen(probabilities, start, count, actionPrecision, numerics, scratch);
  let rest = nextUint32(random, randomOffset) / 2 ** 32;
  let last = 0;
  for (let index = 0; index < count; index++) {
    if (scratch[index] === 0) continue;
    last = index;
    rest -= scratch[index]!;
    if (rest < 0) return index;
  }
  // Rounding may leave a sliver above the sum of all probabilities; it belongs to the last of them.
  return last;
}

/** Mulberry32: advances the 32 bits of state at `offset` and returns 32 random bits. */
function nextUint32(random: Uint32Array, offset: number): number {
  const state = (random[offset]! + 0x6d2b79f5) >>> 0;
  random[offset] = state;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return (mixed ^ (mixed >>> 14)) >>> 0;
}
