import type { CompiledModel } from "../model/compiled-model.ts";
import { TRANSITION_KERNELS } from "../model/compiled-model.ts";
import type { OutcomeGroup } from "./outcome-group.ts";
import type { PolicyTree } from "./policy-tree.ts";

/**
 * Which beliefs to predict and which of them to value, worked out once for a tree of policies so that
 * nothing is predicted or valued twice.
 *
 * A *slot* is one belief about one factor at one place in the tree; many nodes share a slot, because a
 * factor's belief depends only on the actions that move it. A *valuation* is one group of modalities
 * under one combination of slots.
 */
export interface ForecastPlan {
  /** Length of the flat vector that holds all slots; the present beliefs come first. */
  readonly beliefLength: number;
  /** Per prediction, in an order in which sources come first. */
  readonly predictedFactors: Int32Array;
  readonly predictedActions: Int32Array;
  readonly predictedOffsets: Int32Array;
  /** Row-major `[prediction, sourceCountMax]`: offsets of the beliefs that a prediction reads. */
  readonly sourceOffsets: Int32Array;
  readonly sourceCountMax: number;
  /** Per group, its valuations. */
  readonly valuations: readonly GroupValuations[];
  /** Row-major `[nodeCount, groupCount]`: valuation of each node; unused for the root. */
  readonly nodeValuations: Int32Array;
  /** Row-major `[nodeCount, factorCount]`: where each node's belief is, for those that are predicted. */
  readonly nodeOffsets: Int32Array;
  /** Row-major `[nodeCount, factorCount]`: flat action that leads each factor to each node. */
  readonly nodeActions: Int32Array;
}

/** Valuations of one group, ordered by source, then block. */
export interface GroupValuations {
  readonly count: number;
  /**
   * Where runs start, and the count at the end: valuations of one run apply neighbouring blocks to the
   * same belief, so one product serves them all. Only groups of one factor have runs longer than one.
   */
  readonly runStarts: Int32Array;
  /** Where the results of this group start in the vector of all valuations. */
  readonly start: number;
  /** Per valuation, which block of the group's matrix to apply. */
  readonly blockIndices: Int32Array;
  /** Per valuation, which utility row to read. */
  readonly stepIndices: Int32Array;
  /** Row-major `[count, factors.length]`: offsets of the beliefs that the block applies to. */
  readonly sourceOffsets: Int32Array;
}

/** One belief about one factor: the present one, or what an action makes of others. */
interface Slot {
  readonly factor: number;
  readonly action: number;
  readonly sources: readonly number[];
  readonly offset: number;
}

interface Draft {
  readonly slots: Slot[];
  readonly isNeeded: boolean[];
  readonly nodeSlots: number[][];
  readonly nodeActions: number[];
  beliefLength: number;
}

/** How much a plan may share and leave out. */
export interface ForecastSharing {
  /**
   * `values` also merges slots that are equal because of the values of B (an action that changes
   * nothing, an action whose outcome does not depend on the past); `structure` does not, and is for
   * models that learn.
   */
  readonly sharing: "values" | "structure";
  /** Whether something besides the outcome groups reads the belief of every node. */
  readonly isEveryBeliefNeeded: boolean;
}

/**
 * Works out the plan.
 *
 */
export function planForecast(
  model: CompiledModel,
  tree: PolicyTree,
  groups: readonly OutcomeGroup[],
  { sharing, isEveryBeliefNeeded }: ForecastSharing,
): ForecastPlan {
  const draft = placeSlots(model, tree, sharing);
  if (isEveryBeliefNeeded) draft.isNeeded.fill(true);
  const nodeValuations = new Int32Array(tree.nodeCount * groups.length);
  let start = 0;
  const valuations = groups.map((group, index) => {
    const planned = planValuations(draft, tree, group);
    for (let node = 1; node < tree.nodeCount; node++)
      nodeValuations[node * groups.length + index] = start + planned.nodeValuations[node]!;
    const result = { ...planned.valuations, start };
    start += planned.valuations.count;
    return result;
  });
  const predicted = listPredicted(draft, model.states.length);
  const sourceCountMax = Math.max(1, ...predicted.map(({ sources }) => sources.length));
  const sourceOffsets = new Int32Array(predicted.length * sourceCountMax);
  for (const [index, { sources }] of predicted.entries())
    for (const [position, source] of sources.entries())
      sourceOffsets[index * sourceCountMax + position] = draft.slots[source]!.offset;
  return {
    beliefLength: draft.beliefLength,
    predictedFactors: Int32Array.from(predicted, ({ factor }) => factor),
    predictedActions: Int32Array.from(predicted, ({ action }) => action),
    predictedOffsets: Int32Array.from(predicted, ({ offset }) => offset),
    sourceOffsets,
    sourceCountMax,
    valuations,
    nodeValuations,
    nodeOffsets: Int32Array.from(
      draft.nodeSlots.flatMap((slots) => slots.map((slot) => draft.slots[slot]!.offset)),
    ),
    nodeActions: Int32Array.from(draft.nodeActions),
  };
}

/** Gives every node of the tree a slot per factor, reusing slots that must hold the same belief. */
function placeSlots(
  model: CompiledModel,
  tree: PolicyTree,
  sharing: "values" | "structure",
): Draft {
  const { transitions, controls, beliefOffsets } = model;
  const slots: Slot[] = transitions.map((_, factor) => ({
    factor,
    action: 0,
    sources: [],
    offset: beliefOffsets[factor]!,
  }));
  const known = new Map<string, number>();
  const nodeSlots: number[][] = [[...transitions.keys()]];
  const nodeActions = transitions.map(() => 0);
  let beliefLength = beliefOffsets.at(-1)!;

  for (let node = 1; node < tree.nodeCount; node++) {
    const parentSlots = nodeSlots[tree.parents[node]!]!;
    nodeSlots.push(
      transitions.map((transition, factor) => {
        let action = 0;
        for (const control of transition.controls)
          action =
            action * controls[control]!.size + tree.actions[node * controls.length + control]!;
        nodeActions.push(action);
        const isValueShared = sharing === "values";
        if (isValueShared && transition.kernels[action] === TRANSITION_KERNELS.identity)
          return parentSlots[factor]!;
        const sources = transition.dependencies.map((dependency) => parentSlots[dependency]!);
        const isReset = isValueShared && transition.isReset[action] === 1;
        const key = `${factor}|${action}|${isReset ? "any" : sources.join()}`;
        const existing = known.get(key);
        if (existing !== undefined) return existing;
        slots.push({ factor, action, sources, offset: beliefLength });
        beliefLength += transition.stateCount;
        known.set(key, slots.length - 1);
        return slots.length - 1;
      }),
    );
  }
  return { slots, nodeSlots, nodeActions, beliefLength, isNeeded: slots.map(() => false) };
}

function planValuations(
  { slots, isNeeded, nodeSlots }: Draft,
  tree: PolicyTree,
  { factors, stepCount, blockCount }: OutcomeGroup,
): { valuations: Omit<GroupValuations, "start">; nodeValuations: Int32Array } {
  const known = new Map<string, number>();
  const blockIndices: number[] = [];
  const stepIndices: number[] = [];
  const sourceOffsets: number[] = [];
  const nodeValuations = new Int32Array(tree.nodeCount);
  for (let node = 1; node < tree.nodeCount; node++) {
    const step = stepCount === 1 ? 0 : tree.depths[node]! - 1;
    const used = factors.map((factor) => nodeSlots[node]![factor]!);
    const key = `${step}|${used.join()}`;
    let valuation = known.get(key);
    if (valuation === undefined) {
      valuation = blockIndices.length;
      known.set(key, valuation);
      const only = slots[used[0]!]!;
      // The present belief has no action that led to it, so it is valued by block 0.
      const isFolded = blockCount > 1 && only.sources.length === 1;
      blockIndices.push(isFolded ? 1 + only.action : 0);
      stepIndices.push(step);
      for (const slot of isFolded ? only.sources : used) {
        isNeeded[slot] = true;
        sourceOffsets.push(slots[slot]!.offset);
      }
    }
    nodeValuations[node] = valuation;
  }
  return orderValuations(
    { blockIndices, stepIndices, sourceOffsets },
    nodeValuations,
    factors.length,
  );
}

/** Orders valuations so that those of one source and neighbouring blocks are together. */
function orderValuations(
  drafted: { blockIndices: number[]; stepIndices: number[]; sourceOffsets: number[] },
  nodeValuations: Int32Array,
  factorCount: number,
): { valuations: Omit<GroupValuations, "start">; nodeValuations: Int32Array } {
  const { blockIndices, stepIndices, sourceOffsets } = drafted;
  const order = [...blockIndices.keys()];
  if (factorCount === 1)
    order.sort(
      (left, right) =>
        sourceOffsets[left]! - sourceOffsets[right]! || blockIndices[left]! - blockIndices[right]!,
    );
  const runStarts: number[] = [];
  for (const [position, valuation] of order.entries()) {
    const before = order[position - 1];
    const isContinued =
      factorCount === 1 &&
      before !== undefined &&
      sourceOffsets[before] === sourceOffsets[valuation] &&
      blockIndices[before]! + 1 === blockIndices[valuation];
    if (!isContinued) runStarts.push(position);
  }
  const rank = new Int32Array(order.length);
  for (const [position, valuation] of order.entries()) rank[valuation] = position;
  return {
    nodeValuations: nodeValuations.map((valuation) => rank[valuation]!),
    valuations: {
      count: order.length,
      runStarts: Int32Array.from([...runStarts, order.length]),
      blockIndices: Int32Array.from(order, (valuation) => blockIndices[valuation]!),
      stepIndices: Int32Array.from(order, (valuation) => stepIndices[valuation]!),
      sourceOffsets: Int32Array.from(
        order.flatMap((valuation) =>
          sourceOffsets.slice(valuation * factorCount, (valuation + 1) * factorCount),
        ),
      ),
    },
  };
}

/** The slots that something reads and that are not the present, sources first. */
function listPredicted({ slots, isNeeded }: Draft, factorCount: number): readonly Slot[] {
  // Sources always have lower indices, so one pass from the end reaches everything that is needed.
  for (let index = slots.length - 1; index >= factorCount; index--)
    if (isNeeded[index]!) for (const source of slots[index]!.sources) isNeeded[source] = true;
  return slots.filter((_, index) => index >= factorCount && isNeeded[index]!);
}
