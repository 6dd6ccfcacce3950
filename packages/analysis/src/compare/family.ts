/** Chance of any false verdict in a whole comparison where nobody says another. */
export const ERROR_RATIO_DEFAULT = 0.05;

/** Two-sided error levels that one member of a family of comparisons is judged at. */
export interface FamilyLevel {
  readonly isRejected: boolean;
  /** Holm's level at this member's turn: error / (members not rejected before it). */
  readonly errorRatio: number;
}

/**
 * Holm's procedure with the level that each member was judged at, so that the interval shown is the
 * one that decided.
 *
 * @param pValues - one per member, in [0, 1].
 * @param errorRatio - chance of any false rejection in the family, however its members depend.
 *
 * @see Holm (1979), "A Simple Sequentially Rejective Multiple Test Procedure".
 */
export function familyLevels(
  pValues: readonly number[],
  errorRatio: number,
): readonly FamilyLevel[] {
  const order = pValues.map((_, index) => index).sort((a, b) => pValues[a]! - pValues[b]!);
  const levels: FamilyLevel[] = Array.from({ length: pValues.length });
  let rejectedCount = 0;
  for (const [rank, index] of order.entries()) {
    const level = errorRatio / (pValues.length - rejectedCount);
    // After the first that stands all stand, so a rejection needs every earlier member rejected.
    const isRejected = rejectedCount === rank && pValues[index]! <= level;
    levels[index] = { isRejected, errorRatio: level };
    if (isRejected) rejectedCount += 1;
  }
  return levels;
}
