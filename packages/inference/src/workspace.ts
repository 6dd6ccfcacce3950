import type { InferenceProgram } from "./inference-program.ts";

/** Indices of the scalars that a step leaves behind. */
export const STEP_SCALARS = {
  /** Variational free energy of the posterior, in nats. */
  freeEnergyNats: 0,
  /** -ln p(o) where inference is exact, else its bound, the free energy; Infinity when impossible. */
  surpriseNats: 1,
  /** Fixed-point iterations; 0 where one exact update was enough. */
  iterationCount: 2,
  /** 1 when the observation could not happen under the model and the prior. */
  isImpossible: 3,
  /** Σ |posterior - previous posterior|, over all factors. */
  beliefShift: 4,
} as const;

const SCALAR_COUNT = 5;

/** An observation index that stands for no observation, and one that stands for a distribution. */
export const MISSING = -1;
export const DISTRIBUTION = -2;

/**
 * Memory that one step of one agent needs and that the next step may overwrite. One per thread and
 * program serves any number of agents; what a step computed stays readable until the next step.
 */
export interface Workspace {
  /** Per modality, the outcome index, or {@link MISSING} or {@link DISTRIBUTION}. */
  readonly obsIndices: Int32Array;
  /** Distributions over outcomes, modality after modality. */
  readonly obsDistributions: Float64Array;
  readonly obsOffsets: Int32Array;
  /** Predictive prior before the observation, all factors. */
  readonly priors: Float64Array;
  /** Posterior of all factors. */
  readonly posterior: Float64Array;
  /** Indexed by {@link STEP_SCALARS}. */
  readonly scalars: Float64Array;
  /** Log evidence over the joint states of each evidence group, group after group. */
  readonly evidence: Float64Array;
  readonly evidenceOffsets: Int32Array;
  /** Scratch for beliefs and log beliefs of all factors. */
  readonly logPriors: Float64Array;
  readonly messages: Float64Array;
  readonly jointBelief: Float64Array;
  /** Scratch for offsets of the beliefs that are combined. */
  readonly sourceScratch: Int32Array;
  /** Present and predicted beliefs; see `ForecastPlan`. */
  readonly beliefs: Float64Array;
  /** Blocks applied to one belief, block after block. */
  readonly products: Float64Array;
  /** Rows of one valuation. */
  readonly outcomes: Float64Array;
  readonly valuationUtility: Float64Array;
  readonly valuationInformation: Float64Array;
  readonly nodeUtility: Float64Array;
  readonly nodeInformation: Float64Array;
  /** Empty unless the program values induction or parameters. */
  readonly nodeInduction: Float64Array;
  readonly inductionSteps: Int32Array;
  readonly nodeLikelihoodGain: Float64Array;
  readonly nodeTransitionGain: Float64Array;
  /** Per policy: the terms, G (negative expected free energy) and q(π). */
  readonly utility: Float64Array;
  readonly stateInformationGain: Float64Array;
  readonly inductiveValue: Float64Array;
  readonly likelihoodInformationGain: Float64Array;
  readonly transitionInformationGain: Float64Array;
  readonly policyValues: Float64Array;
  readonly policyPosterior: Float64Array;
  /** Per control, probabilities of its actions, control after control. */
  readonly actionMarginals: Float64Array;
  readonly actionOffsets: Int32Array;
  /** Scratch for selection probabilities. */
  readonly selection: Float64Array;
}

/** Allocates a workspace: the only allocation that stepping needs. */
export function createWorkspace(program: InferenceProgram): Workspace {
  const { model, policies, tree, evidenceGroups, outcomeGroups, forecast } = program;
  const stateCountTotal = model.beliefOffsets.at(-1)!;
  const obsOffsets = sumSizes(model.observations.map(({ size }) => size));
  const actionOffsets = sumSizes(model.controls.map(({ size }) => size));
  const evidenceOffsets = sumSizes(evidenceGroups.map(({ jointStateCount }) => jointStateCount));
  const valuationCount = forecast.valuations.reduce((sum, { count }) => sum + count, 0);
  const jointStateCountMax = Math.max(
    ...model.transitions.map(({ jointStateCount }) => jointStateCount),
    ...evidenceGroups.map(({ jointStateCount }) => jointStateCount),
    ...outcomeGroups.map(({ jointStateCount }) => jointStateCount),
  );
  return {
    obsIndices: new Int32Array(model.observations.length).fill(MISSING),
    obsDistributions: new Float64Array(obsOffsets.at(-1)!),
    obsOffsets,
    priors: new Float64Array(stateCountTotal),
    posterior: new Float64Array(stateCountTotal),
    scalars: new Float64Array(SCALAR_COUNT),
    evidence: new Float64Array(evidenceOffsets.at(-1)!),
    evidenceOffsets,
    logPriors: new Float64Array(stateCountTotal),
    messages: new Float64Array(stateCountTotal),
    jointBelief: new Float64Array(jointStateCountMax),
    sourceScratch: new Int32Array(model.states.length),
    beliefs: new Float64Array(forecast.beliefLength),
    products: new Float64Array(
      Math.max(...outcomeGroups.map(({ blockRowCount, blockCount }) => blockRowCount * blockCount)),
    ),
    outcomes: new Float64Array(Math.max(...outcomeGroups.map(({ rowCount }) => rowCount))),
    valuationUtility: new Float64Array(valuationCount),
    valuationInformation: new Float64Array(valuationCount),
    nodeUtility: new Float64Array(tree.nodeCount),
    nodeInformation: new Float64Array(tree.nodeCount),
    nodeInduction: new Float64Array(program.inductive === null ? 0 : tree.nodeCount),
    inductionSteps: new Int32Array(model.states.length),
    nodeLikelihoodGain: new Float64Array(program.parameterGain === null ? 0 : tree.nodeCount),
    nodeTransitionGain: new Float64Array(program.parameterGain === null ? 0 : tree.nodeCount),
    utility: new Float64Array(policies.policyCount),
    stateInformationGain: new Float64Array(policies.policyCount),
    inductiveValue: new Float64Array(policies.policyCount),
    likelihoodInformationGain: new Float64Array(policies.policyCount),
    transitionInformationGain: new Float64Array(policies.policyCount),
    policyValues: new Float64Array(policies.policyCount),
    policyPosterior: new Float64Array(policies.policyCount),
    actionMarginals: new Float64Array(actionOffsets.at(-1)!),
    actionOffsets,
    selection: new Float64Array(Math.max(policies.policyCount, actionOffsets.at(-1)!)),
  };
}

/** Running sums with a leading 0. */
function sumSizes(sizes: readonly number[]): Int32Array {
  const offsets = new Int32Array(sizes.length + 1);
  for (const [index, size] of sizes.entries()) offsets[index + 1] = offsets[index]! + size;
  return offsets;
}
