/** States that bring the same outcomes and the same value, as one. */
export interface LumpedStates {
  /** One row per class, 1 where a state belongs to it. */
  readonly memberRows: readonly Float64Array[];
  /** Row-major `[rowCount, classCount]`: the columns that the classes stand for. */
  readonly classRows: Float64Array;
}

/** Lumping must save at least this share of the multiplications, or the detour is not worth it. */
const SAVED_RATIO_MIN = 0.2;

/**
 * Finds states whose columns are equal to the last bit. In a large world most places look alike, so
 * that predicting how probable each look is takes fewer rows than predicting every outcome and value.
 *
 * @returns null when it would not save work.
 */
export function lumpStates(rows: readonly Float64Array[], stateCount: number): LumpedStates | null {
  const classes = new Map<string, number>();
  const representatives: number[] = [];
  const classOf = Array.from({ length: stateCount }, (_, state) => {
    const key = rows.map((row) => row[state]).join();
    let known = classes.get(key);
    if (known === undefined) {
      known = representatives.length;
      classes.set(key, known);
      representatives.push(state);
    }
    return known;
  });
  const classCount = representatives.length;
  const lumpedCost = classCount * (stateCount + rows.length);
  if (lumpedCost > (1 - SAVED_RATIO_MIN) * rows.length * stateCount) return null;
  return {
    memberRows: representatives.map((_, index) =>
      Float64Array.from(classOf, (own) => (own === index ? 1 : 0)),
    ),
    classRows: Float64Array.from(
      rows.flatMap((row) => representatives.map((state) => row[state]!)),
    ),
  };
}
