import type { ModelIssue } from "../errors.ts";
import { InvalidInferenceOptionError } from "../errors.ts";
import type { InferenceProgram } from "../inference-program.ts";

/** How a tree of actions and observations is searched. Every field is optional. */
export interface PlannerOptions {
  /**
   * Actions that plans look ahead.
   *
   * @defaultValue 4
   */
  readonly horizon?: number;
  /**
   * Beliefs that the tree may hold: the budget of time and memory.
   *
   * @defaultValue 2,000
   */
  readonly nodeCountMax?: number;
  /**
   * Observations that one action may branch into; of more, the most probable are kept.
   *
   * @defaultValue 16
   */
  readonly branchCountMax?: number;
  /**
   * Actions less probable than this, given the values so far, are not looked beyond.
   *
   * @defaultValue 1/64
   */
  readonly actionProbabilityMin?: number;
  /**
   * Observations less probable than this are left out; the others share their probability.
   *
   * @defaultValue 1/64
   */
  readonly outcomeProbabilityMin?: number;
  /**
   * Value of a belief from the values of its actions: expected under q(action) as in sophisticated
   * inference, or that of the best action.
   *
   * @defaultValue "expected"
   */
  readonly backup?: "expected" | "best";
  /**
   * Largest difference of any probability up to which a belief in the tree counts as the one that came
   * about, so that its subtree is kept.
   *
   * @defaultValue 1e-9
   */
  readonly reuseTolerance?: number;
}

export type ResolvedPlannerOptions = Required<PlannerOptions>;

/**
 * The one place where planner options are defaulted and checked.
 *
 * @throws {InvalidInferenceOptionError} listing every bad option, and a program that cannot be planned with.
 */
export function resolvePlannerOptions(
  program: InferenceProgram,
  options: PlannerOptions,
): ResolvedPlannerOptions {
  const resolved: ResolvedPlannerOptions = {
    horizon: options.horizon ?? 4,
    nodeCountMax: options.nodeCountMax ?? 2000,
    branchCountMax: options.branchCountMax ?? 16,
    actionProbabilityMin: options.actionProbabilityMin ?? 1 / 64,
    outcomeProbabilityMin: options.outcomeProbabilityMin ?? 1 / 64,
    backup: options.backup ?? "expected",
    reuseTolerance: options.reuseTolerance ?? 1e-9,
  };
  const issues: ModelIssue[] = (["horizon", "nodeCountMax", "branchCountMax"] as const)
    .filter((name) => !Number.isSafeInteger(resolved[name]) || resolved[name] < 1)
    .map((name) => ({
      axis: `"${name}"`,
      expected: "an integer of at least 1",
      given: String(resolved[name]),
    }));
  for (const name of ["actionProbabilityMin", "outcomeProbabilityMin", "reuseTolerance"] as const)
    if (!(resolved[name] >= 0 && resolved[name] <= 1))
      issues.push({
        axis: `"${name}"`,
        expected: "a number in [0, 1]",
        given: String(resolved[name]),
      });
  if (resolved.backup !== "expected" && resolved.backup !== "best")
    issues.push({
      axis: '"backup"',
      expected: "one of expected, best",
      given: String(resolved.backup),
    });
  issues.push(...checkPlannable(program));
  if (issues.length > 0) throw new InvalidInferenceOptionError(issues);
  return Object.freeze(resolved);
}

/** A tree is built from single actions, and the value of an outcome must not depend on when it comes. */
export function checkPlannable({ policies, model }: InferenceProgram): readonly ModelIssue[] {
  const issues: ModelIssue[] = [];
  if (policies.policyLength !== 1)
    issues.push({
      axis: '"policyLength" of the program',
      expected: "1, since the planner looks ahead by itself",
      given: String(policies.policyLength),
    });
  for (const [modality, { stepCount }] of model.preferences.entries())
    if (stepCount > 1)
      issues.push({
        axis: `preference (C) of "${model.observations[modality]!.name}"`,
        expected: "the same at every step for a planner",
        given: `${stepCount} steps`,
      });
  return issues;
}
