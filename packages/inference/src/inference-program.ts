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
  /** Whether every modality depends on one factor, so that each factor is updated exactly in one step. */
  readonly isFactorised: boolean;
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
    isFolded: numerics.beliefCutoff === 0,
  });
  const evidenceGroups = groupEvidence(model, numerics);
  const { policies: _, habit: __, ...plainOptions } = resolved;
  const { packed } = packArrays({
    numerics,
    policies,
    tree,
    evidenceGroups,
    outcomeGroups: grouping.groups,
    informationGainScope: grouping.scope,
    forecast: planForecast(model, tree, grouping.groups, "values"),
    logHabit: readLogHabit(resolved.habit ?? model.habit, policies, numerics),
    isFactorised: evidenceGroups.every(({ factors }) => factors.length === 1),
  });
  return Object.freeze({
    ...packed,
    model,
    options: Object.freeze({ ...plainOptions, policies: null, habit: null }),
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
