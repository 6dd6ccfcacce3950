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

/**
 * What to divide the weights of one run by. Never 0: of an empty run all weights are 0 anyway.
 *
 * @param cpuNs - time that the profiled threads had a processor. V8 samples time that passes, so a wait for a
 *   processor is charged to whatever was interrupted: a busy machine makes every function slower. With it
 *   the weights of a run sum to its processor time. Not for shares, which do not depend on it.
 */
export function divisorOf(
  normalization: Normalization,
  { meta }: Profile,
  { selfWeights }: RunColumns,
  cpuNs?: number,
): number {
  const sum = selfWeights.reduce((total, weight) => total + weight, 0);
  if (normalization === "share") return sum === 0 ? 1 : sum;
  const operations = normalization === "absolute" ? 1 : (meta.operationCount ?? 1);
  return cpuNs === undefined || sum === 0 ? operations : (operations * sum) / cpuNs;
}
