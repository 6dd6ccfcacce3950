import type { InferenceProgram } from "../inference-program.ts";
import type { Numerics } from "../numerics.ts";
import { combineBeliefs } from "../states/combine-beliefs.ts";
import { multiplyRows } from "../states/multiply-rows.ts";
import { multiplySparseRows } from "../states/sparse-rows.ts";
import { predictBelief } from "../states/predict-belief.ts";
import type { Workspace } from "../workspace.ts";
import type { GroupValuations } from "./forecast-plan.ts";
import { multiplyByLog } from "./multiply-by-log.ts";
import type { OutcomeGroup } from "./outcome-group.ts";
import { valueInduction, valueParameters } from "./value-nodes.ts";

/**
 * Negative expected free energy of every policy, larger is better, with its terms:
 *
 *     G(π) = Σ_τ Σ_m E_q(o)[ln C_m(o)] + Σ_τ I(o_τ; s_τ)
 *     I = H(q(o)) - E_q(s)[H(p(o | s))]
 *
 * and, where the program asks for them, the terms of `value-nodes.ts`.
 *
 * Reads the present beliefs from the start of `workspace.beliefs`. What policies share, by prefix or by
 * equal beliefs, is computed once; see `forecast-plan.ts`. Allocates nothing.
 *
 * @see Da Costa et al. (2020), J. Math. Psychol. 99, 102447, section 5; pymdp 0.0.7.1, `control.py`,
 *   `update_posterior_policies`.
 */
export function valuePolicies(program: InferenceProgram, workspace: Workspace): void {
  predictBeliefs(program, workspace);
  const { outcomeGroups, forecast, numerics } = program;
  for (let index = 0; index < outcomeGroups.length; index++) {
    const group = outcomeGroups[index]!;
    const valuations = forecast.valuations[index]!;
    if (numerics.beliefCutoff > 0) valueGroupWithCutoff(group, valuations, workspace, numerics);
    else valueGroup(group, valuations, workspace);
  }
  sumAlongPolicies(program, workspace);
  if (program.inductive !== null) {
    valueInduction(program, program.inductive, workspace);
    addTerm(program, workspace, workspace.nodeInduction, workspace.inductiveValue);
  }
  if (program.parameterGain === null) return;
  valueParameters(program, workspace);
  addTerm(program, workspace, workspace.nodeLikelihoodGain, workspace.likelihoodInformationGain);
  addTerm(program, workspace, workspace.nodeTransitionGain, workspace.transitionInformationGain);
}

/** Reads one more term at every policy's leaf and adds it to G. */
function addTerm(
  { tree }: InferenceProgram,
  { policyValues }: Workspace,
  nodeValues: Float64Array,
  term: Float64Array,
): void {
  const { leaves } = tree;
  for (let policy = 0; policy < leaves.length; policy++) {
    const value = nodeValues[leaves[policy]!]!;
    term[policy] = value;
    policyValues[policy]! += value;
  }
}

function predictBeliefs({ model, forecast }: InferenceProgram, workspace: Workspace): void {
  const { beliefs, jointBelief } = workspace;
  const { predictedFactors, predictedActions, predictedOffsets, sourceOffsets, sourceCountMax } =
    forecast;
  for (let index = 0; index < predictedFactors.length; index++) {
    const transition = model.transitions[predictedFactors[index]!]!;
    const start = index * sourceCountMax;
    const action = predictedActions[index]!;
    const target = predictedOffsets[index]!;
    if (transition.dependencies.length === 1) {
      predictBelief(transition, action, beliefs, sourceOffsets[start]!, beliefs, target);
      continue;
    }
    combineBeliefs(beliefs, sourceOffsets, start, transition.sizes, jointBelief);
    predictBelief(transition, action, jointBelief, 0, beliefs, target);
  }
}

/** Utility and information gain of every valuation of one group. */
function valueGroup(group: OutcomeGroup, valuations: GroupValuations, workspace: Workspace): void {
  const { runStarts, blockIndices, sourceOffsets } = valuations;
  const { sizes, jointStateCount, blocks, blockRowCount, sparse } = group;
  const { beliefs, jointBelief, products } = workspace;
  const blockLength = blockRowCount * jointStateCount;
  const isSingle = sizes.length === 1;
  for (let run = 0; run + 1 < runStarts.length; run++) {
    const first = runStarts[run]!;
    const end = runStarts[run + 1]!;
    const rowCount = (end - first) * blockRowCount;
    const start = blockIndices[first]! * blockLength;
    if (isSingle)
      multiplyRows(
        blocks,
        start,
        rowCount,
        jointStateCount,
        beliefs,
        sourceOffsets[first]!,
        products,
        0,
      );
    else {
      combineBeliefs(beliefs, sourceOffsets, first * sizes.length, sizes, jointBelief);
      if (sparse === null)
        multiplyRows(blocks, start, rowCount, jointStateCount, jointBelief, 0, products, 0);
      else multiplySparseRows(sparse, jointBelief, 0, products);
    }
    for (let valuation = first; valuation < end; valuation++)
      readValuation(group, valuations, workspace, valuation, (valuation - first) * blockRowCount);
  }
}

/** Reads one valuation from its products, which start at `offset`. */
// oxlint-disable-next-line max-params -- a kernel: flat arrays with offsets, called per valuation
function readValuation(
  { outcomeCount, classCount, classRows, rowCount }: OutcomeGroup,
  { start, stepIndices }: GroupValuations,
  { products, outcomes, valuationUtility, valuationInformation }: Workspace,
  valuation: number,
  offset: number,
): void {
  let values = products;
  let first = offset;
  if (classCount > 0) {
    multiplyRows(classRows, 0, rowCount, classCount, products, offset, outcomes, 0);
    values = outcomes;
    first = 0;
  }
  let information = values[first + outcomeCount]!;
  for (let outcome = first; outcome < first + outcomeCount; outcome++)
    information -= multiplyByLog(values[outcome]!);
  valuationInformation[start + valuation] = information;
  valuationUtility[start + valuation] = values[first + outcomeCount + 1 + stepIndices[valuation]!]!;
}

/**
 * The same by the conventions of pymdp's NumPy code: joint states believed in no more than the cutoff
 * do not count for information gain, and logarithms carry an offset.
 */
function valueGroupWithCutoff(
  { sizes, jointStateCount, outcomeCount, rowCount, blocks }: OutcomeGroup,
  { count, start, stepIndices, sourceOffsets }: GroupValuations,
  { beliefs, jointBelief, outcomes, valuationUtility, valuationInformation }: Workspace,
  // Not as two numbers: a call that is not inlined would box them.
  { beliefCutoff, logOffset }: Numerics,
): void {
  for (let valuation = 0; valuation < count; valuation++) {
    combineBeliefs(beliefs, sourceOffsets, valuation * sizes.length, sizes, jointBelief);
    const utilityRow = outcomeCount + 1 + stepIndices[valuation]!;
    let utility = 0;
    for (let joint = 0; joint < jointStateCount; joint++) {
      utility += blocks[utilityRow * jointStateCount + joint]! * jointBelief[joint]!;
      if (jointBelief[joint]! <= beliefCutoff) jointBelief[joint] = 0;
    }
    multiplyRows(
      blocks,
      0,
      Math.min(outcomeCount + 1, rowCount),
      jointStateCount,
      jointBelief,
      0,
      outcomes,
      0,
    );
    let information = outcomes[outcomeCount]!;
    for (let outcome = 0; outcome < outcomeCount; outcome++)
      information -= outcomes[outcome]! * Math.log(outcomes[outcome]! + logOffset);
    valuationInformation[start + valuation] = information;
    valuationUtility[start + valuation] = utility;
  }
}

/** Adds up values from the root to every node, and reads each policy's sum at its leaf. */
export function sumAlongPolicies(
  { tree, outcomeGroups, forecast }: InferenceProgram,
  workspace: Workspace,
): void {
  const { nodeUtility, nodeInformation, valuationUtility, valuationInformation } = workspace;
  const { utility, stateInformationGain, policyValues } = workspace;
  const { parents, leaves, nodeCount } = tree;
  const { nodeValuations } = forecast;
  const groupCount = outcomeGroups.length;
  for (let node = 1; node < nodeCount; node++) {
    const parent = parents[node]!;
    let nodeSum = nodeUtility[parent]!;
    let informationSum = nodeInformation[parent]!;
    for (let group = 0; group < groupCount; group++) {
      const valuation = nodeValuations[node * groupCount + group]!;
      nodeSum += valuationUtility[valuation]!;
      informationSum += valuationInformation[valuation]!;
    }
    nodeUtility[node] = nodeSum;
    nodeInformation[node] = informationSum;
  }
  for (let policy = 0; policy < leaves.length; policy++) {
    const leaf = leaves[policy]!;
    utility[policy] = nodeUtility[leaf]!;
    stateInformationGain[policy] = nodeInformation[leaf]!;
    policyValues[policy] = nodeUtility[leaf]! + nodeInformation[leaf]!;
  }
}
