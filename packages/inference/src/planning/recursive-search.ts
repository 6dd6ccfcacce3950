import { InvalidInferenceOptionError } from "../errors.ts";
import type { InferenceProgram } from "../inference-program.ts";
import { valuePolicies } from "../policies/value-policies.ts";
import { inferPosterior } from "../states/infer-states.ts";
import { predictPriors } from "../states/predict-prior.ts";
import type { Workspace } from "../workspace.ts";
import { createWorkspace } from "../workspace.ts";
import { OutcomeBranches } from "./outcome-branches.ts";
import { checkPlannable } from "./planner-options.ts";

export interface RecursiveSearchOptions {
  /** Actions that plans look ahead. */
  readonly horizon: number;
  /**
   * Actions less probable than this are not looked beyond, and lose `prunePenaltyNats`.
   *
   * @defaultValue 1/16
   */
  readonly actionProbabilityMin?: number;
  /**
   * Observations less probable than this are left out, and their value with them.
   *
   * @defaultValue 1/16
   */
  readonly outcomeProbabilityMin?: number;
  /** @defaultValue 512 */
  readonly prunePenaltyNats?: number;
  /**
   * Beliefs that may be visited before the search is refused.
   *
   * @defaultValue 1,000,000
   */
  readonly nodeCountMax?: number;
}

export interface RecursiveSearchResult {
  /** G per action, in nats. */
  readonly actionValues: Float64Array;
  /** q(action). */
  readonly actionPosterior: Float64Array;
  /** Beliefs that were visited. */
  readonly nodeCount: number;
}

/** Observations of one action that are kept at most. */
const BRANCH_COUNT_MAX = 4096;

/**
 * Sophisticated inference by full recursion, by the letter of pymdp 1.0.2: probabilities of observations
 * are products over modalities, what is pruned is punished, and there is no E. For parity; a planner
 * gets further on a budget.
 *
 * @param program - of policies of one step; its policy precision is used at every depth (pymdp fixes it to 1).
 * @param beliefs - present beliefs of all factors, factor after factor.
 * @throws {InvalidInferenceOptionError} when the tree has more than `nodeCountMax` beliefs.
 *
 * @see pymdp 1.0.2, `legacy/control.py`, `sophisticated_inference_search`.
 */
export function searchRecursively(
  program: InferenceProgram,
  beliefs: ArrayLike<number>,
  options: RecursiveSearchOptions,
): RecursiveSearchResult {
  const issues = checkPlannable(program);
  if (issues.length > 0) throw new InvalidInferenceOptionError(issues);
  const search = new Search(program, {
    actionProbabilityMin: 1 / 16,
    outcomeProbabilityMin: 1 / 16,
    prunePenaltyNats: 512,
    nodeCountMax: 1_000_000,
    ...options,
  });
  const { values, posterior } = search.visit(Float64Array.from(beliefs), 0);
  return { actionValues: values, actionPosterior: posterior, nodeCount: search.nodeCount };
}

interface ValuedActions {
  readonly values: Float64Array;
  readonly posterior: Float64Array;
}

class Search {
  nodeCount = 0;
  readonly #program: InferenceProgram;
  readonly #options: Required<RecursiveSearchOptions>;
  readonly #workspace: Workspace;
  /** Per depth, because the search below a listing lists again. */
  readonly #branches: readonly OutcomeBranches[];

  constructor(program: InferenceProgram, options: Required<RecursiveSearchOptions>) {
    this.#program = program;
    this.#options = options;
    const { outcomeProbabilityMin, horizon } = options;
    // A threshold of p leaves at most 1/p observations; without one, all that a list may hold.
    const branchCountMax =
      outcomeProbabilityMin > 0
        ? Math.min(Math.ceil(1 / outcomeProbabilityMin), BRANCH_COUNT_MAX)
        : BRANCH_COUNT_MAX;
    this.#branches = Array.from(
      { length: horizon - 1 },
      () =>
        new OutcomeBranches(program.model, {
          branchCountMax,
          outcomeProbabilityMin,
          probability: "product",
          isNeverEmpty: false,
        }),
    );
    this.#workspace = createWorkspace(program);
  }

  /** Values the actions on a belief, `depth` actions from the present. */
  visit(beliefs: Float64Array, depth: number): ValuedActions {
    const { horizon, actionProbabilityMin, nodeCountMax, prunePenaltyNats } = this.#options;
    if (++this.nodeCount > nodeCountMax)
      throw new InvalidInferenceOptionError([
        {
          axis: '"nodeCountMax"',
          expected: "enough for the whole tree, or a planner with a budget",
          given: String(nodeCountMax),
        },
      ]);
    this.#workspace.beliefs.set(beliefs);
    valuePolicies(this.#program, this.#workspace);
    const values = this.#workspace.policyValues.slice();
    const posterior = this.#infer(values);
    if (depth + 1 >= horizon) return { values, posterior };
    for (let action = 0; action < values.length; action++)
      values[action]! +=
        posterior[action]! < actionProbabilityMin
          ? -prunePenaltyNats
          : this.#expect(beliefs, action, depth);
    return { values, posterior: this.#infer(values) };
  }

  /** Σ_o p(o) Σ_a q(a | o) G(a | o) after one action. */
  #expect(beliefs: Float64Array, action: number, depth: number): number {
    const workspace = this.#workspace;
    const { model, policies } = this.#program;
    const offset = action * policies.controlCount;
    predictPriors(this.#program, workspace, beliefs, 0, policies.actions, offset);
    const priors = workspace.priors.slice();
    const branches = this.#branches[depth]!;
    branches.list(priors);
    let expected = 0;
    for (let branch = 0; branch < branches.count; branch++) {
      workspace.priors.set(priors);
      const start = branch * model.observations.length;
      workspace.obsIndices.set(
        branches.outcomes.subarray(start, start + model.observations.length),
      );
      inferPosterior(this.#program, workspace);
      const next = this.visit(workspace.posterior.slice(), depth + 1);
      for (const [index, value] of next.values.entries())
        expected += branches.probabilities[branch]! * next.posterior[index]! * value;
    }
    return expected;
  }

  #infer(values: Float64Array): Float64Array {
    const { policyPrecision } = this.#program.options;
    const largest = Math.max(...values);
    const weights = values.map((value) => Math.exp(policyPrecision * (value - largest)));
    const sum = weights.reduce((left, right) => left + right);
    return weights.map((weight) => weight / sum);
  }
}
