import type { Tensor } from "@paceline/inference";

/**
 * How an agent's observations depend on where it is.
 *
 * - `position`: it sees its cell, through a sensor that is right nine times in ten.
 * - `content`: it sees what lies in its cell, with the published noise. Cells with the same content look
 *   alike.
 * - `as-published`: what FreeAgentics ships. The likelihood is the same in every state, so observations
 *   say nothing, the posterior is the prior, and all moves are worth the same. For comparison.
 */
export type LikelihoodName = "position" | "content" | "as-published";

/** How often the position sensor is right; the rest is spread evenly over all cells. */
const POSITION_ACCURACY_RATIO = 0.9;

/** A for a sensor of positions: shape `[stateCount, stateCount]`. */
export function positionLikelihood(stateCount: number): Tensor {
  const data = new Float64Array(stateCount * stateCount).fill(
    (1 - POSITION_ACCURACY_RATIO) / stateCount,
  );
  for (let state = 0; state < stateCount; state++) {
    data[state * stateCount + state]! += POSITION_ACCURACY_RATIO;
  }
  return { shape: [stateCount, stateCount], data };
}

/**
 * A for a sensor of contents: shape `[outcomeCount, stateCount]`.
 *
 * @param contents - per state, the outcome that is right there.
 * @param wrongProbability - of each other outcome.
 */
export function contentLikelihood(
  contents: readonly number[],
  outcomeCount: number,
  wrongProbability: number,
): Tensor {
  const stateCount = contents.length;
  const data = new Float64Array(outcomeCount * stateCount).fill(wrongProbability);
  for (const [state, content] of contents.entries()) {
    data[content * stateCount + state] = 1 - (outcomeCount - 1) * wrongProbability;
  }
  return { shape: [outcomeCount, stateCount], data };
}

/** A that is the same in every state: shape `[column.length, stateCount]`. */
export function flatLikelihood(column: readonly number[], stateCount: number): Tensor {
  const sum = column.reduce((total, weight) => total + weight, 0);
  const data = new Float64Array(column.length * stateCount);
  for (const [outcome, weight] of column.entries()) {
    data.fill(weight / sum, outcome * stateCount, (outcome + 1) * stateCount);
  }
  return { shape: [column.length, stateCount], data };
}
