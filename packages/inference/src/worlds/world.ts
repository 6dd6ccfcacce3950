/** Something an agent acts in: it keeps the true states and gives observations of them. */
export interface World {
  /** What the world looks like now: an outcome index per modality of the model. */
  observe(): readonly number[];
  /** Carries out one action per control of the model; time moves on by one. */
  act(actions: ArrayLike<number>): void;
}

/** Draws a level from probabilities. */
export function drawLevel(probabilities: readonly number[], ratio: number): number {
  let rest = ratio;
  for (const [level, probability] of probabilities.entries()) {
    rest -= probability;
    if (rest < 0) return level;
  }
  // Rounding may leave a sliver above the sum of all probabilities; it belongs to the last of them.
  return probabilities.findLastIndex((probability) => probability > 0);
}
