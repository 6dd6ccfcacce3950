import type { Profile } from "../model/profile.ts";
import type { RunColumns } from "./union-tree.ts";

/**
 * What a weight is divided by before sides are compared.
 *
 * `per-operation`: unchanged code reads 0, and the changes of all functions sum to the change of the whole.
 * `share`: of the run's own total. What got slower makes everything else look faster.
 * `absolute`: nothing. Right for runs that did the same work.
 */
export type Normalization = "per-operation" | "share" | "absolute";

/** By operations where every run knows how many it did, else by share. */
export function defaultNormalization(runs: readonly Profile[]): Normalization {
  return runs.every(({ meta }) => meta.operationCount !== null) ? "per-operation" : "share";
}

/** What to divide the weights of one run by. Never 0: of an empty run all weights are 0 anyway. */
export function divisorOf(
  normalization: Normalization,
  { meta }: Profile,
  { selfWeights }: RunColumns,
): number {
  if (normalization === "absolute") return 1;
  if (normalization === "per-operation") return meta.operationCount ?? 1;
  const sum = selfWeights.reduce((total, weight) => total + weight, 0);
  return sum === 0 ? 1 : sum;
}
