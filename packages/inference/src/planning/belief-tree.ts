import type { InferenceProgram } from "../inference-program.ts";
import type { ResolvedPlannerOptions } from "./planner-options.ts";

/**
 * A tree of beliefs in flat arrays. A node is a belief after an observation; an edge is a node and an
 * action; an expanded edge has one child per observation, next to each other. Parents come before their
 * children, so one pass in reverse order reaches every child before its parent.
 */
export class BeliefTree {
  readonly width: number;
  readonly actionCount: number;
  nodeCount = 0;
  /** Row-major `[node, state of all factors]`. */
  readonly beliefs: Float64Array;
  /** Per node: edge that it belongs to, -1 for the root. */
  readonly parentEdges: Int32Array;
  /** Per node: actions from the root to it. */
  readonly depths: Int32Array;
  /** Per node: probability of its observation given the action. */
  readonly probabilities: Float64Array;
  /** Per node: value of acting on from here, in nats. */
  readonly values: Float64Array;
  /** Per node: how much the most promising unexpanded edge beneath it may matter to it, in [0, 1]. */
  readonly promises: Float64Array;
  /** Row-major `[node, action]`. */
  readonly firstChildren: Int32Array;
  readonly childCounts: Int32Array;
  /** Value of the action itself, and the part of it that taking such an action again would bring again. */
  readonly ownValues: Float64Array;
  readonly ownUtilities: Float64Array;
  /** Value of the action and everything after it, as far as the tree knows. */
  readonly edgeValues: Float64Array;
  readonly #options: ResolvedPlannerOptions;
  readonly #program: InferenceProgram;
  readonly #weights: Float64Array;
  readonly #remap: Int32Array;
  /** Per node, its most promising edge. */
  readonly #promisingEdges: Int32Array;

  constructor(program: InferenceProgram, options: ResolvedPlannerOptions) {
    const { nodeCountMax } = options;
    this.#program = program;
    this.#options = options;
    this.width = program.model.beliefOffsets.at(-1)!;
    this.actionCount = program.policies.policyCount;
    const edgeCount = nodeCountMax * this.actionCount;
    this.beliefs = new Float64Array(nodeCountMax * this.width);
    this.parentEdges = new Int32Array(nodeCountMax);
    this.depths = new Int32Array(nodeCountMax);
    this.probabilities = new Float64Array(nodeCountMax);
    this.values = new Float64Array(nodeCountMax);
    this.promises = new Float64Array(nodeCountMax);
    this.firstChildren = new Int32Array(edgeCount);
    this.childCounts = new Int32Array(edgeCount);
    this.ownValues = new Float64Array(edgeCount);
    this.ownUtilities = new Float64Array(edgeCount);
    this.edgeValues = new Float64Array(edgeCount);
    this.#weights = new Float64Array(this.actionCount);
    this.#remap = new Int32Array(nodeCountMax);
    this.#promisingEdges = new Int32Array(nodeCountMax);
  }

  /**
   * Adds a node without children; its belief, its own values and, unless it is certain, its probability
   * are the caller's to fill in.
   */
  addNode(parentEdge: number, depth: number): number {
    const node = this.nodeCount++;
    this.parentEdges[node] = parentEdge;
    this.depths[node] = depth;
    this.probabilities[node] = 1;
    const start = node * this.actionCount;
    for (let action = 0; action < this.actionCount; action++) this.childCounts[start + action] = 0;
    return node;
  }

  /** Brings one node up to date with its children. */
  backUp(node: number): void {
    const { actionCount } = this;
    const start = node * actionCount;
    const remaining = this.#options.horizon - this.depths[node]!;
    for (let edge = start; edge < start + actionCount; edge++)
      if (this.childCounts[edge] === 0)
        // What is learned can be learned once; what is preferred can be had again.
        this.edgeValues[edge] = this.ownValues[edge]! + (remaining - 1) * this.ownUtilities[edge]!;
      else this.#averageChildren(edge);
    this.#valueNode(node);
    this.#promiseNode(node, remaining);
  }

  /** Brings every node from this one up to the root up to date. */
  backUpFrom(node: number): void {
    let current = node;
    while (current >= 0) {
      this.backUp(current);
      const edge = this.parentEdges[current]!;
      current = edge < 0 ? -1 : Math.floor(edge / this.actionCount);
    }
  }

  /** The unexpanded edge that matters most to the root, or -1 when none does. */
  findMostPromising(): number {
    let node = 0;
    while (this.promises[node]! > 0) {
      const edge = this.#promisingEdges[node]!;
      if (this.childCounts[edge] === 0) return edge;
      node = this.#mostPromisingChild(edge);
    }
    return -1;
  }

  /** The child of a root action that holds this belief, or -1. */
  findChild(action: number, belief: Float64Array): number {
    const first = this.firstChildren[action]!;
    for (let child = first; child < first + this.childCounts[action]!; child++) {
      let difference = 0;
      for (let state = 0; state < this.width; state++)
        difference = Math.max(
          difference,
          Math.abs(this.beliefs[child * this.width + state]! - belief[state]!),
        );
      if (difference <= this.#options.reuseTolerance) return child;
    }
    return -1;
  }

  /** Makes a child of the root the new root: its subtree moves to the front, everything else goes. */
  reroot(root: number): void {
    const { actionCount, width } = this;
    let kept = 0;
    for (let node = 0; node < this.nodeCount; node++) {
      const parentEdge = this.parentEdges[node]!;
      const parent = parentEdge < 0 ? -1 : this.#remap[Math.floor(parentEdge / actionCount)]!;
      const isKept = node === root || (node > root && parent >= 0);
      this.#remap[node] = isKept ? kept : -1;
      if (!isKept) continue;
      this.beliefs.copyWithin(kept * width, node * width, (node + 1) * width);
      this.parentEdges[kept] =
        node === root ? -1 : parent * actionCount + (parentEdge % actionCount);
      this.depths[kept] = this.depths[node]! - 1;
      this.probabilities[kept] = node === root ? 1 : this.probabilities[node]!;
      const source = node * actionCount;
      const target = kept * actionCount;
      this.childCounts.copyWithin(target, source, source + actionCount);
      this.ownValues.copyWithin(target, source, source + actionCount);
      this.ownUtilities.copyWithin(target, source, source + actionCount);
      kept++;
    }
    this.nodeCount = kept;
    this.#relink();
    // Everything is one step nearer, so what is left to be had beyond each leaf has changed.
    for (let node = kept - 1; node >= 0; node--) this.backUp(node);
  }

  /** Children of one edge stayed next to each other, so the first that names it is its first child. */
  #relink(): void {
    for (let node = this.nodeCount - 1; node > 0; node--)
      this.firstChildren[this.parentEdges[node]!] = node;
  }

  // Nothing below returns a fraction: numbers that calls return are boxed.

  #averageChildren(edge: number): void {
    const first = this.firstChildren[edge]!;
    let sum = 0;
    let total = 0;
    for (let child = first; child < first + this.childCounts[edge]!; child++) {
      sum += this.probabilities[child]! * this.values[child]!;
      total += this.probabilities[child]!;
    }
    this.edgeValues[edge] = this.ownValues[edge]! + sum / total;
  }

  #valueNode(node: number): void {
    const start = node * this.actionCount;
    if (this.#options.backup === "best") {
      let best = -Infinity;
      for (let edge = start; edge < start + this.actionCount; edge++)
        best = Math.max(best, this.edgeValues[edge]!);
      this.values[node] = best;
      return;
    }
    this.#weigh(start, "plan");
    let value = 0;
    for (let action = 0; action < this.actionCount; action++)
      value += this.#weights[action]! * this.edgeValues[start + action]!;
    this.values[node] = value;
  }

  /** Notes the most promising edge of a node, and how promising it is. */
  #promiseNode(node: number, remaining: number): void {
    const start = node * this.actionCount;
    const { actionProbabilityMin } = this.#options;
    this.#weigh(start, "search");
    let best = 0;
    this.#promisingEdges[node] = start;
    for (let action = 0; action < this.actionCount; action++) {
      const edge = start + action;
      const weight = this.#weights[action]!;
      let promise = remaining > 1 && weight >= actionProbabilityMin ? weight : 0;
      const childCount = this.childCounts[edge]!;
      if (childCount > 0) {
        const child = this.#mostPromisingChild(edge);
        promise = weight * this.probabilities[child]! * this.promises[child]!;
      }
      if (promise <= best) continue;
      best = promise;
      this.#promisingEdges[node] = edge;
    }
    this.promises[node] = best;
  }

  #mostPromisingChild(edge: number): number {
    const first = this.firstChildren[edge]!;
    let best = first;
    for (let child = first + 1; child < first + this.childCounts[edge]!; child++)
      if (
        this.probabilities[child]! * this.promises[child]! >
        this.probabilities[best]! * this.promises[best]!
      )
        best = child;
    return best;
  }

  /**
   * q(action) = σ(precision · value + ln E) of one node, into `#weights`.
   *
   * For the plan the precision is γ. For the search it is at most 1, at which values are log
   * probabilities: a search that trusted them more would look only where it already thinks the best
   * action is.
   */
  #weigh(start: number, purpose: "plan" | "search"): void {
    const { logHabit, options } = this.#program;
    const { policyPrecision } = options;
    const precision = purpose === "plan" ? policyPrecision : Math.min(1, policyPrecision);
    const weights = this.#weights;
    let largest = -Infinity;
    for (let action = 0; action < this.actionCount; action++) {
      const weight = precision * this.edgeValues[start + action]! + logHabit[action]!;
      weights[action] = weight;
      if (weight > largest) largest = weight;
    }
    let sum = 0;
    for (let action = 0; action < this.actionCount; action++) {
      const weight = Math.exp(weights[action]! - largest);
      weights[action] = weight;
      sum += weight;
    }
    for (let action = 0; action < this.actionCount; action++) weights[action]! /= sum;
  }
}
