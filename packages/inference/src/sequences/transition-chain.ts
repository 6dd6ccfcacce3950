import { InvalidInferenceOptionError } from "../errors.ts";
import type { CompiledModel, CompiledTransition } from "../model/compiled-model.ts";
import type { JointStates } from "../model/joint-states.ts";

/**
 * One link of a chain: replaces what is known about factors before the action by what is known about
 * one of them after it. Tables say where every entry of the input goes.
 */
export interface TransitionLink {
  readonly factor: number;
  readonly transition: CompiledTransition;
  readonly inputCount: number;
  readonly outputCount: number;
  /** Per input entry, the column of B that its states select. */
  readonly columns: Int32Array;
  /** Per input entry, the output entry in which the factor's next state is 0. */
  readonly outputBases: Int32Array;
  /** Output entries from one next state to the following one. */
  readonly outputStride: number;
  /** Whether columns are the entries themselves and the output is the factor alone, as for one factor. */
  readonly isPlain: boolean;
}

/** One axis of an intermediate tensor: a factor before or after the action. */
interface ChainAxis {
  readonly factor: number;
  readonly isNext: boolean;
}

/**
 * The transition of a whole component, p(s' | s, u) = Π_f p(s'_f | s_dependencies, u), as a chain of
 * links, one per factor: the joint matrix, whose size is the square of the joint state count, is never
 * built. A factor's past is summed out as soon as no later link depends on it.
 *
 * @param entryCountMax - entries that an intermediate tensor may have.
 * @throws {InvalidInferenceOptionError} when one would have more.
 *
 * @see Koller & Friedman (2009), "Probabilistic Graphical Models", section 9.3, variable elimination.
 */
export function buildTransitionChain(
  { transitions, states }: CompiledModel,
  joint: JointStates,
  entryCountMax: number,
): readonly TransitionLink[] {
  const pending = new Set(joint.factors);
  let axes: readonly ChainAxis[] = joint.factors.map((factor) => ({ factor, isNext: false }));
  const links: TransitionLink[] = [];
  const sizeOf = ({ factor }: ChainAxis): number => states[factor]!.size;
  while (pending.size > 0) {
    const candidates = [...pending].map((factor) => ({
      factor,
      next: nextAxes(axes, factor, { pending, transitions }),
    }));
    // Greedy: the smallest next tensor first. Orders that are better over the whole chain are rare.
    const chosen = candidates.reduce((best, candidate) =>
      countEntries(candidate.next, sizeOf) < countEntries(best.next, sizeOf) ? candidate : best,
    );
    const entryCount = countEntries(chosen.next, sizeOf);
    if (Math.max(entryCount, joint.count) > entryCountMax)
      throw new InvalidInferenceOptionError([
        {
          axis: '"jointEntryCountMax"',
          expected: `at least ${Math.max(entryCount, joint.count)} for exact inference over the factors ${joint.factors.map((factor) => `"${states[factor]!.name}"`).join(", ")}, or the model inferred by message passing instead`,
          given: String(entryCountMax),
        },
      ]);
    const transition = transitions[chosen.factor]!;
    links.push(createLink(transition, chosen.factor, { axes, next: chosen.next, sizeOf }));
    pending.delete(chosen.factor);
    axes = chosen.next;
  }
  return links;
}

const countEntries = (axes: readonly ChainAxis[], sizeOf: (axis: ChainAxis) => number): number =>
  axes.reduce((product, axis) => product * sizeOf(axis), 1);

/** Axes after one more factor: pasts that no other pending factor needs are gone. Ordered by factor. */
function nextAxes(
  axes: readonly ChainAxis[],
  factor: number,
  {
    pending,
    transitions,
  }: { pending: ReadonlySet<number>; transitions: readonly CompiledTransition[] },
): readonly ChainAxis[] {
  const needed = new Set(
    [...pending]
      .filter((other) => other !== factor)
      .flatMap((other) => transitions[other]!.dependencies),
  );
  const kept = axes.filter((axis) => axis.isNext || needed.has(axis.factor));
  return [...kept, { factor, isNext: true }].sort(
    (left, right) => left.factor - right.factor || Number(left.isNext) - Number(right.isNext),
  );
}

function createLink(
  transition: CompiledTransition,
  factor: number,
  {
    axes,
    next,
    sizeOf,
  }: {
    axes: readonly ChainAxis[];
    next: readonly ChainAxis[];
    sizeOf: (axis: ChainAxis) => number;
  },
): TransitionLink {
  const inputCount = countEntries(axes, sizeOf);
  const columns = new Int32Array(inputCount);
  const outputBases = new Int32Array(inputCount);
  const strides = axes.map((axis) => ({
    input: strideOf(axes, axis, sizeOf),
    output: strideOf(next, axis, sizeOf),
    column: axis.isNext ? 0 : columnStride(transition, axis.factor),
    size: sizeOf(axis),
  }));
  for (let entry = 0; entry < inputCount; entry++)
    for (const { input, output, column, size } of strides) {
      const state = Math.floor(entry / input) % size;
      columns[entry]! += state * column;
      outputBases[entry]! += state * output;
    }
  const outputCount = countEntries(next, sizeOf);
  return {
    factor,
    transition,
    inputCount,
    outputCount,
    columns,
    outputBases,
    outputStride: strideOf(next, { factor, isNext: true }, sizeOf),
    isPlain: axes.length === 1 && next.length === 1 && transition.jointStateCount === inputCount,
  };
}

/** Entries from one state of an axis to the following one, row-major; 0 when the axis is not there. */
function strideOf(
  axes: readonly ChainAxis[],
  { factor, isNext }: ChainAxis,
  sizeOf: (axis: ChainAxis) => number,
): number {
  const position = axes.findIndex((axis) => axis.factor === factor && axis.isNext === isNext);
  return position < 0 ? 0 : countEntries(axes.slice(position + 1), sizeOf);
}

/** Columns of B from one previous state of a factor to the following one; 0 when B does not depend on it. */
function columnStride({ dependencies, sizes }: CompiledTransition, factor: number): number {
  const position = dependencies.indexOf(factor);
  return position < 0 ? 0 : sizes.slice(position + 1).reduce((product, size) => product * size, 1);
}
