import type { CompiledModel, Tensor } from "@paceline/inference";
import { compileModel } from "@paceline/inference";

import type { GoldenArray, GoldenRecord } from "../golden-file.ts";
import { asArrays, asMatrix, asRecord } from "../golden-file.ts";

/** Compiles the model of a golden case. */
export function readGoldenModel(golden: GoldenRecord): CompiledModel {
  const likelihood = asArrays(golden["A"], "A");
  const likelihoodDependencies = golden["A_dependencies"];
  const transitionDependencies = golden["B_dependencies"];
  return compileModel({
    name: String(golden["id"]),
    likelihood,
    transition: readTransition(golden),
    preference: asArrays(golden["C"], "C"),
    prior: asArrays(golden["D"], "D"),
    ...(likelihoodDependencies === undefined
      ? {}
      : { likelihoodDependencies: asMatrix(likelihoodDependencies, "A_dependencies") }),
    ...(transitionDependencies === undefined
      ? {}
      : { transitionDependencies: asMatrix(transitionDependencies, "B_dependencies") }),
  });
}

function readTransition(golden: GoldenRecord): readonly Tensor[] {
  if (golden["B"] !== undefined) return asArrays(golden["B"], "B");
  const grid = /explorer\(grid=(\d+)\)/.exec(String(golden["B_builder"]))?.[1];
  if (grid === undefined) throw new TypeError(`no builder for ${String(golden["B_builder"])}`);
  return [buildExplorerTransition(Number(grid))];
}

/** Row and column steps of the explorer's actions: up, down, left, right, stay. */
const MOVES = [
  [-1, 0],
  [1, 0],
  [0, -1],
  [0, 1],
  [0, 0],
] as const;

/**
 * B of the FreeAgentics explorer in float64: a legal move succeeds with 0.9 and stays with 0.1, an
 * illegal one and "stay" stay. State is row · size + column.
 */
function buildExplorerTransition(size: number): GoldenArray {
  const stateCount = size * size;
  const actionCount = MOVES.length;
  const data = Array.from({ length: stateCount * stateCount * actionCount }, () => 0);
  for (let state = 0; state < stateCount; state++)
    for (const [action, [rowStep, columnStep]] of MOVES.entries()) {
      const row = Math.floor(state / size) + rowStep;
      const column = (state % size) + columnStep;
      const isLegal = row >= 0 && row < size && column >= 0 && column < size;
      const target = isLegal ? row * size + column : state;
      const set = (next: number, probability: number): void => {
        data[(next * stateCount + state) * actionCount + action] = probability;
      };
      if (target === state) set(state, 1);
      else {
        set(target, 0.9);
        set(state, 0.1);
      }
    }
  return { shape: [stateCount, stateCount, actionCount], data };
}

/** A golden case's parameters. */
export const readParams = (golden: GoldenRecord): GoldenRecord =>
  asRecord(golden["params"], "params");
