import { assert } from "@paceline/core";
import type { InferenceAgent } from "@paceline/inference";

/**
 * What FreeAgentics reports of an agent's beliefs, by its formulas. Of them, `freeEnergyNats` measures
 * complexity against the prior of the first step (D) rather than against the prediction from the
 * previous belief; the engine's own `freeEnergyNats` does the latter.
 */
export interface InferenceMetrics {
  /** H(q) = -Σ q ln q. */
  readonly beliefEntropyNats: number;
  /** Σ q ln A[o]. */
  readonly accuracyNats: number;
  /** KL(q ‖ D). */
  readonly complexityNats: number;
  /** Complexity less accuracy. */
  readonly freeEnergyNats: number;
  /** -ln A[o] in the most probable state. */
  readonly surpriseNats: number;
  /** Smallest G over the policies. The original calls it "expected free energy", though G is its negative. */
  readonly policyValueNatsMin: number;
  /** Largest G over the policies: that of the policy which is chosen. */
  readonly policyValueNatsMax: number;
}

/** Added to probabilities inside logarithms, as in the original. */
const LOG_OFFSET = 1e-10;

/**
 * Computes the metrics of an agent with one factor and one modality. Not for the hot path: it values the
 * policies once more, since agents of one program share the memory for that.
 *
 * @param outcome - the last observation.
 */
export function computeInferenceMetrics(agent: InferenceAgent, outcome: number): InferenceMetrics {
  const { model } = agent.program;
  const likelihood = model.likelihoods[0];
  const prior = model.priors[0];
  assert(likelihood !== undefined && prior !== undefined, "the model has no factor or modality");
  assert(model.beliefOffsets.length === 2, "metrics are defined for one factor");

  const { beliefs } = agent;
  const row = likelihood.values.subarray(
    outcome * likelihood.jointStateCount,
    (outcome + 1) * likelihood.jointStateCount,
  );
  let beliefEntropyNats = 0;
  let accuracyNats = 0;
  let complexityNats = 0;
  let likeliestState = 0;
  for (let state = 0; state < beliefs.length; state++) {
    const belief = beliefs[state]!;
    const logBelief = Math.log(belief + LOG_OFFSET);
    beliefEntropyNats -= belief * logBelief;
    accuracyNats += belief * Math.log(row[state]! + LOG_OFFSET);
    complexityNats += belief * (logBelief - Math.log(prior[state]! + LOG_OFFSET));
    if (belief > beliefs[likeliestState]!) likeliestState = state;
  }
  agent.inferPolicies();
  const { policyValues } = agent.result;
  return {
    beliefEntropyNats,
    accuracyNats,
    complexityNats,
    freeEnergyNats: complexityNats - accuracyNats,
    surpriseNats: -Math.log(row[likeliestState]! + LOG_OFFSET),
    policyValueNatsMin: Math.min(...policyValues),
    policyValueNatsMax: Math.max(...policyValues),
  };
}
