import { InvalidInferenceOptionError, InvalidPoliciesError } from "./errors.ts";
import type { InferenceOptions, ResolvedInferenceOptions } from "./inference-options.ts";
import { resolveInferenceOptions } from "./inference-options.ts";
import type { CompiledModel } from "./model/compiled-model.ts";
import { packArrays } from "./model/pack-arrays.ts";
import type { Numerics } from "./numerics.ts";
import { NUMERICS } from "./numerics.ts";
import type { ForecastPlan } from "./policies/forecast-plan.ts";
import { planForecast } from "./policies/forecast-plan.ts";
import type { InformationGainScope } from "./policies/group-outcomes.ts";
import { groupOutcomes } from "./policies/group-outcomes.ts";
import type { InductivePlan } from "./policies/inductive-plan.ts";
import { planInduction } from "./policies/inductive-plan.ts";
import type { OutcomeGroup } from "./policies/outcome-group.ts";
import type { PolicyTable } from "./policies/policy-table.ts";
import { enumeratePolicies, readPolicies } from "./policies/policy-table.ts";
import type { PolicyTree } from "./policies/policy-tree.ts";
import { buildPolicyTree } from "./policies/policy-tree.ts";
import type { EvidenceGroup } from "./states/evidence-group.ts";
import { groupEvidence } from "./states/evidence-group.ts";

/**
 * A model together with a way of acting on it: everything that can be worked out before the first
 * observation. Immutable plain data in shared memory like the model, so it may be posted to any thread,
 * and thousands of agents run on one.
 */
export interface InferenceProgram {
  readonly model: CompiledModel;
  readonly options: ResolvedInferenceOptions;
  readonly numerics: Numerics;
  readonly policies: PolicyTable;
  readonly tree: PolicyTree;
  readonly evidenceGroups: readonly EvidenceGroup[];
  readonly outcomeGroups: readonly OutcomeGroup[];
  readonly informationGainScope: InformationGainScope;
  readonly forecast: ForecastPlan;
  /** ln E per policy, by the convention's logarithm. */
  readonly logHabit: Float64Array;
  readonly inductive: InductivePlan | null;
  /** Null for models that do not learn, or whose learning policies are not valued for. */
  readonly parameterGain: ParameterGain | null;
  /** Whether every modality depends on one factor, so that each factor is updated exactly in one step. */
  readonly isFactorised: boolean;
}

/** What one more count in each place of A and B would tell; the learner keeps it up to date. */
export interface ParameterGain {
  /** Per modality, shaped like its `values`; empty when the gain of A is switched off. */
  readonly likelihood: readonly Float64Array[];
  /** Per factor, shaped like its `values`; empty when the gain of B is switched off. */
  readonly transition: readonly Float64Array[];
}

/**
 * Prepares inference on a model.
 *
 * @throws {InvalidInferenceOptionError} listing every bad option.
 * @throws {InvalidPoliciesError} when the policies are empty, too many, or do not fit the controls.
 */
export function compileProgram(
  model: CompiledModel,
  options: InferenceOptions = {},
): InferenceProgram {
  return assembleProgram(model, options, { isLearning: false, parameterGain: null });
}

/**
 * The same for a model whose arrays will change: nothing is shared, folded or pruned because of values
 * that A and B happen to have now.
 *
 * @internal
 */
export function assembleProgram(
  model: CompiledModel,
  options: InferenceOptions,
  { isLearning, parameterGain }: { isLearning: boolean; parameterGain: ParameterGain | null },
): InferenceProgram {
  const resolved = resolveInferenceOptions(options);
  const numerics: Numerics = {
    ...NUMERICS[resolved.numerics],
    iterationCountMax: resolved.iterationCountMax,
    freeEnergyToleranceNats: resolved.freeEnergyToleranceNats,
  };
  const policies =
    resolved.policies === null
      ? enumeratePolicies(model, resolved.policyLength, resolved.policyCountMax)
      : readPolicies(model, resolved.policies);
  checkPreferenceSteps(model, policies);
  const tree = buildPolicyTree(policies);
  const grouping = groupOutcomes(model, {
    numerics,
    usesUtility: resolved.usesUtility,
    usesStateInformationGain: resolved.usesStateInformationGain,
    policyLength: policies.policyLength,
    // A cutoff applies to the predicted belief itself, which folding never computes.
    isFolded: numerics.beliefCutoff === 0 && !isLearning,
    isPruned: !isLearning,
  });
  const evidenceGroups = groupEvidence(model, numerics, resolved.stateInference === "joint");
  const { policies: _, habit: __, inductive, ...plainOptions } = resolved;
  const forecast = planForecast(model, tree, grouping.groups, {
    sharing: isLearning ? "structure" : "values",
    isEveryBeliefNeeded: parameterGain !== null || inductive !== null,
  });
  const { packed } = packArrays({
    numerics,
    policies,
    tree,
    evidenceGroups,
    outcomeGroups: grouping.groups,
    informationGainScope: grouping.scope,
    forecast,
    logHabit: readLogHabit(resolved.habit ?? model.habit, policies, numerics),
    inductive: inductive === null ? null : planInduction(model, inductive),
    isFactorised: evidenceGroups.every(({ factors }) => factors.length === 1),
  });
  return Object.freeze({
    ...packed,
    parameterGain,
    model,
    options: Object.freeze({ ...plainOptions, policies: null, habit: null, inductive: null }),
  });
}

function checkPreferenceSteps(model: CompiledModel, { policyLength }: PolicyTable): void {
  const issues = model.preferences
    .map(({ stepCount }, modality) => ({
      stepCount,
      axis: `"policyLength" with preference (C) of "${model.observations[modality]!.name}"`,
    }))
    .filter(({ stepCount }) => stepCount > 1 && stepCount < policyLength)
    .map(({ stepCount, axis }) => ({
      axis,
      expected: `at most the ${stepCount} steps that the preference has`,
      given: String(policyLength),
    }));
  if (issues.length > 0) throw new InvalidInferenceOptionError(issues);
}

function readLogHabit(
  habit: ArrayLike<number> | null,
  { policyCount }: PolicyTable,
  { probabilityMin, logOffset }: Numerics,
): Float64Array {
  if (habit === null) {
    // A uniform habit shifts every policy alike, so any constant would do; this one is its logarithm.
    return new Float64Array(policyCount).fill(
      Math.log(Math.max(1 / policyCount, probabilityMin) + logOffset),
    );
  }
  if (habit.length !== policyCount)
    throw new InvalidPoliciesError(
      `habit (E) must have ${policyCount} entries, one per policy, got ${habit.length}`,
    );
  return Float64Array.from(habit, (probability) => {
    if (!(probability >= 0) || probability === Infinity)
      throw new InvalidPoliciesError(
        `habit (E) must be finite and at least 0 everywhere, got ${probability}`,
      );
    return Math.log(Math.max(probability, probabilityMin) + logOffset);
  });
}
