import { createRandom } from "@paceline/core";

import { buildRandomModel } from "../model/build-random-model.ts";
import { compileModel } from "../model/compile-model.ts";
import type { CompiledModel } from "../model/compiled-model.ts";
import { buildTMazeModel } from "../worlds/t-maze.ts";

/** Uniform numbers in [0, 1), the same for the same seed. */
function createRatios(seed: number): () => number {
  const random = createRandom(seed);
  return () => random.nextRatio();
}

/** Row and column steps of the explorer's actions: up, down, left, right, stay. */
const MOVES = [
  [-1, 0],
  [1, 0],
  [0, -1],
  [0, 1],
  [0, 0],
] as const;

/** Every this many cells there is an obstacle, so that cells look different. */
const OBSTACLE_INTERVAL = 7;

/**
 * The explorer of FreeAgentics: a grid, five outcomes, moves that succeed with 0.9. Its likelihood was the
 * same everywhere; here it tells what is in a cell (nothing, an obstacle, the goal in the last one),
 * with the same reliability, because otherwise no observation informs any belief.
 */
export function compileExplorer(size: number): CompiledModel {
  const stateCount = size * size;
  const transition = new Float64Array(stateCount * stateCount * MOVES.length);
  const likelihood = new Float64Array(5 * stateCount);
  for (let state = 0; state < stateCount; state++) {
    const content = state === stateCount - 1 ? 2 : Number(state % OBSTACLE_INTERVAL === 3);
    // Of all outcomes the true one gets 0.81 of 1.05, the others 0.06, as published.
    for (let obs = 0; obs < 5; obs++)
      likelihood[obs * stateCount + state] = (obs === content ? 0.81 : 0.06) / 1.05;
    for (const [action, [rowStep, columnStep]] of MOVES.entries()) {
      const row = Math.floor(state / size) + rowStep;
      const column = (state % size) + columnStep;
      const isLegal = row >= 0 && row < size && column >= 0 && column < size;
      const target = isLegal ? row * size + column : state;
      transition[(target * stateCount + state) * MOVES.length + action]! += 0.9;
      transition[(state * stateCount + state) * MOVES.length + action]! += 0.1;
    }
  }
  return compileModel({
    name: `explorer ${size}`,
    likelihood: [{ shape: [5, stateCount], data: likelihood }],
    transition: [{ shape: [stateCount, stateCount, MOVES.length], data: transition }],
    preference: [[2, -4, 8, 0, -4]],
  });
}

/** Models that steps are measured on; random ones are the same in every run. */
export const MEASURED_MODELS = {
  "explorer 5": () => compileExplorer(5),
  "explorer 10": () => compileExplorer(10),
  "T-maze": () => compileModel(buildTMazeModel()),
  "2 factors, 2 modalities": () =>
    compileModel(
      buildRandomModel(
        { stateCounts: [4, 3], obsCounts: [3, 4], actionCounts: [2, 3] },
        createRatios(1),
      ),
    ),
  "dense 64": () => compileDense(64),
  "dense 256": () => compileDense(256),
} as const satisfies Readonly<Record<string, () => CompiledModel>>;

export type MeasuredModelName = keyof typeof MEASURED_MODELS;

const compileDense = (size: number): CompiledModel =>
  compileModel(
    buildRandomModel(
      { stateCounts: [size], obsCounts: [size], actionCounts: [4] },
      createRatios(1),
    ),
  );
