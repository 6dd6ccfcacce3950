import { InvalidActionError } from "../errors.ts";
import type { InferenceProgram } from "../inference-program.ts";
import { inferFromValues } from "../policies/infer-policies.ts";
import { valuePolicies } from "../policies/value-policies.ts";
import { inferPosterior } from "../states/infer-states.ts";
import { predictPriors } from "../states/predict-prior.ts";
import type { Workspace } from "../workspace.ts";
import { createWorkspace } from "../workspace.ts";
import { BeliefTree } from "./belief-tree.ts";
import { OutcomeBranches } from "./outcome-branches.ts";
import type { PlannerOptions, ResolvedPlannerOptions } from "./planner-options.ts";
import { resolvePlannerOptions } from "./planner-options.ts";

/**
 * Sophisticated inference: values actions by what they bring, by the beliefs that observations after
 * them will lead to, and by the actions that those beliefs will recommend.
 *
 *     G(b, a) = G₁(b, a) + Σ_o p(o | b, a) V(b'),   V(b) = Σ_a q(a | b) G(b, a),   q = σ(γ G + ln E)
 *
 * with G₁ the expected free energy of one action with every term that the program asks for. The tree
 * grows best first: always at the edge that is most probable under the plan so far, until the budget or
 * everything that matters is used up. What was not looked at counts as if its utility went on.
 *
 * Memory is allocated once; planning allocates nothing.
 *
 * @see Friston, Da Costa, Hafner, Hesp & Parr (2021), "Sophisticated Inference", Neural Computation 33(3).
 *   pymdp 1.0.2, `control.py`, `sophisticated_inference_search`, enumerates all observations before it
 *   looks at its limits, and leaves out γ, E and novelty.
 */
export interface Planner {
  readonly program: InferenceProgram;
  readonly options: ResolvedPlannerOptions;
  /**
   * Plans from a belief, in a new tree unless {@link follow} has just found the belief in the old one.
   *
   * @param beliefs - of all factors, factor after factor.
   */
  plan(beliefs: Float64Array): void;
  /**
   * Moves on in the tree: to the belief that an action and what was seen after it led to.
   *
   * @returns false when the tree has no such belief; it is then forgotten.
   */
  follow(actions: ArrayLike<number>, beliefs: Float64Array): boolean;
  /** Forgets the tree, as after the model has changed. */
  forget(): void;
  /** Whether there is a tree to read values from without planning again. */
  readonly hasPlan: boolean;
  /** G per action, in the order of the program's policies, in nats. */
  readonly actionValues: Float64Array;
  /** q(action), and its marginals per control in `workspace.actionMarginals`. */
  readonly actionPosterior: Float64Array;
  readonly workspace: Workspace;
  /** Beliefs in the tree. */
  readonly nodeCount: number;
  /** Actions from the root to the deepest belief. */
  readonly depth: number;
  /** Whether nothing that matters was left out for want of budget. */
  readonly isComplete: boolean;
}

/**
 * Creates a planner.
 *
 * @param program - of policies of one step: they are the actions that are planned with.
 * @throws {InvalidInferenceOptionError} listing every bad option.
 */
export function createPlanner(program: InferenceProgram, options: PlannerOptions = {}): Planner {
  return new BestFirstPlanner(program, resolvePlannerOptions(program, options));
}

class BestFirstPlanner implements Planner {
  readonly program: InferenceProgram;
  readonly options: ResolvedPlannerOptions;
  readonly workspace: Workspace;
  readonly #tree: BeliefTree;
  readonly #branches: OutcomeBranches;
  #isComplete = false;

  constructor(program: InferenceProgram, options: ResolvedPlannerOptions) {
    this.program = program;
    this.options = options;
    this.workspace = createWorkspace(program);
    this.#tree = new BeliefTree(program, options);
    this.#branches = new OutcomeBranches(program.model, {
      ...options,
      probability: "joint",
      isNeverEmpty: true,
    });
  }

  get hasPlan(): boolean {
    return this.#tree.nodeCount > 0;
  }

  get actionValues(): Float64Array {
    return this.workspace.policyValues;
  }

  get actionPosterior(): Float64Array {
    return this.workspace.policyPosterior;
  }

  get nodeCount(): number {
    return this.#tree.nodeCount;
  }

  get depth(): number {
    let depth = 0;
    for (let node = 0; node < this.#tree.nodeCount; node++)
      depth = Math.max(depth, this.#tree.depths[node]!);
    return depth;
  }

  get isComplete(): boolean {
    return this.#isComplete;
  }

  plan(beliefs: Float64Array): void {
    const tree = this.#tree;
    if (!this.hasPlan || !this.#isRoot(beliefs)) {
      tree.nodeCount = 0;
      this.#addNode(beliefs, -1, 0);
      tree.backUp(0);
    }
    let edge = tree.findMostPromising();
    while (edge >= 0 && this.#expand(edge)) edge = tree.findMostPromising();
    this.#isComplete = edge < 0;
    this.#readRoot();
  }

  follow(actions: ArrayLike<number>, beliefs: Float64Array): boolean {
    const tree = this.#tree;
    if (!this.hasPlan) return false;
    const child = tree.findChild(this.#indexOf(actions), beliefs);
    if (child < 0) {
      this.forget();
      return false;
    }
    tree.reroot(child);
    this.#isComplete = tree.findMostPromising() < 0;
    this.#readRoot();
    return true;
  }

  forget(): void {
    this.#tree.nodeCount = 0;
    this.#isComplete = false;
  }

  #isRoot(beliefs: Float64Array): boolean {
    for (let state = 0; state < this.#tree.width; state++)
      if (Math.abs(this.#tree.beliefs[state]! - beliefs[state]!) > this.options.reuseTolerance)
        return false;
    return true;
  }

  /** Index of the program's policy that takes these actions. */
  #indexOf(actions: ArrayLike<number>): number {
    const { policies } = this.program;
    for (let policy = 0; policy < policies.policyCount; policy++) {
      let isSame = true;
      for (let control = 0; control < policies.controlCount; control++)
        isSame &&= policies.actions[policy * policies.controlCount + control] === actions[control];
      if (isSame) return policy;
    }
    throw new InvalidActionError(
      "all",
      "one of the actions that are planned with",
      Array.from(actions).join(", "),
    );
  }

  /** Adds a belief to the tree, with the value of every action on it. */
  #addNode(beliefs: Float64Array, parentEdge: number, depth: number): number {
    const tree = this.#tree;
    const { workspace } = this;
    const node = tree.addNode(parentEdge, depth);
    for (let state = 0; state < tree.width; state++) {
      tree.beliefs[node * tree.width + state] = beliefs[state]!;
      workspace.beliefs[state] = beliefs[state]!;
    }
    valuePolicies(this.program, workspace);
    const start = node * tree.actionCount;
    for (let action = 0; action < tree.actionCount; action++) {
      tree.ownValues[start + action] = workspace.policyValues[action]!;
      tree.ownUtilities[start + action] = workspace.utility[action]!;
    }
    return node;
  }

  /** Looks beyond one action: one child per likely observation. False when the budget does not allow it. */
  #expand(edge: number): boolean {
    const tree = this.#tree;
    const branches = this.#branches;
    const { program, workspace } = this;
    const node = Math.floor(edge / tree.actionCount);
    const actionOffset = (edge % tree.actionCount) * program.policies.controlCount;
    predictPriors(
      program,
      workspace,
      tree.beliefs,
      node * tree.width,
      program.policies.actions,
      actionOffset,
    );
    branches.list(workspace.priors);
    if (tree.nodeCount + branches.count > this.options.nodeCountMax) return false;
    const modalityCount = workspace.obsIndices.length;
    const firstChild = tree.nodeCount;
    for (let branch = 0; branch < branches.count; branch++) {
      for (let modality = 0; modality < modalityCount; modality++)
        workspace.obsIndices[modality] = branches.outcomes[branch * modalityCount + modality]!;
      inferPosterior(program, workspace);
      const child = this.#addNode(workspace.posterior, edge, tree.depths[node]! + 1);
      tree.probabilities[child] = branches.probabilities[branch]!;
      tree.backUp(child);
    }
    tree.firstChildren[edge] = firstChild;
    tree.childCounts[edge] = branches.count;
    tree.backUpFrom(node);
    return true;
  }

  #readRoot(): void {
    const { workspace } = this;
    for (let action = 0; action < this.#tree.actionCount; action++)
      workspace.policyValues[action] = this.#tree.edgeValues[action]!;
    inferFromValues(this.program, workspace);
  }
}
