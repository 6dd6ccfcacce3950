import type { CompiledModel } from "../model/compiled-model.ts";
import type { JointStates } from "../model/joint-states.ts";
import { createJointStates, projectJointStates } from "../model/joint-states.ts";
import type { Numerics } from "../numerics.ts";
import type { SparseRows } from "../states/sparse-rows.ts";
import { compressRows } from "../states/sparse-rows.ts";
import { foldTransition } from "./fold-transition.ts";
import { readLogPreferences } from "./log-preferences.ts";
import { lumpStates } from "./lump-states.ts";

/**
 * Modalities whose outcomes are valued jointly, with everything that is linear in the predicted belief
 * laid out as rows of one matrix, so that valuing one predicted belief is one matrix-vector product and
 * one entropy.
 */
export interface OutcomeGroup {
  readonly modalities: readonly number[];
  readonly factors: readonly number[];
  readonly sizes: readonly number[];
  readonly jointStateCount: number;
  /** Joint outcomes that have any probability; 0 when information gain is switched off. */
  readonly outcomeCount: number;
  /** 1, or the policy length when preferences change along it. */
  readonly stepCount: number;
  /**
   * Rows per block: `outcomeCount` of p(o | s), one of Σ_o p(o | s) ln p(o | s), `stepCount` of the
   * utility of s.
   */
  readonly rowCount: number;
  /**
   * How many states differ in what they bring: states with equal columns are one class, and a belief
   * over classes says everything that matters. 0 when lumping states would not save work.
   */
  readonly classCount: number;
  /** Row-major `[rowCount, classCount]`: the rows for each class. Empty without classes. */
  readonly classRows: Float64Array;
  /** Rows of one block: `classCount` of membership where there are classes, else `rowCount`. */
  readonly blockRowCount: number;
  /**
   * Row-major `[blockCount, blockRowCount, jointStateCount]`. Block 0 applies to a predicted belief. Block
   * 1 + u, where present, is block 0 times B for action u, and applies to the belief before that action.
   */
  readonly blocks: Float64Array;
  readonly blockCount: number;
  /** Block 0 without its zeros, where it is mostly zeros and the only one; else null. */
  readonly sparse: SparseRows | null;
}

/** Below this share of non-zero entries, gathering them beats multiplying the whole rows. */
const SPARSE_FILL_RATIO_MAX = 0.3;

/** Entries that the rows of a joint may have; beyond it, its modalities are valued apart. */
const JOINT_ENTRY_COUNT_MAX = 262_144;

/** What of expected free energy a group should carry. */
export interface OutcomeGroupScope {
  readonly numerics: Numerics;
  readonly usesUtility: boolean;
  readonly usesStateInformationGain: boolean;
  readonly policyLength: number;
  /** Whether to multiply by the transitions ahead of time, where the group has one factor. */
  readonly isFolded: boolean;
  /** Whether outcomes that cannot happen are left out; not for models that learn. */
  readonly isPruned: boolean;
}

/** Builds the matrix of a group; null when the outcomes taken jointly are too many. */
export function createOutcomeGroup(
  model: CompiledModel,
  { factors, modalities }: { factors: readonly number[]; modalities: readonly number[] },
  scope: OutcomeGroupScope,
): OutcomeGroup | null {
  const joint = createJointStates(factors, model.states);
  const stepCount = modalities.some((modality) => model.preferences[modality]!.stepCount > 1)
    ? scope.policyLength
    : 1;
  const outcomeRows = scope.usesStateInformationGain
    ? listOutcomeRows(model, joint, modalities, scope.isPruned)
    : [];
  if (outcomeRows === null) return null;
  const ambiguity = new Float64Array(joint.count);
  for (const row of outcomeRows)
    for (let state = 0; state < joint.count; state++)
      ambiguity[state]! += multiplyByLog(row[state]!, scope.numerics.entropyOffset);
  const utilities = Array.from({ length: stepCount }, (_, step) =>
    scope.usesUtility
      ? sumUtility(model, joint, { modalities, step, numerics: scope.numerics })
      : new Float64Array(joint.count),
  );
  const rows = [...outcomeRows, ambiguity, ...utilities];
  const lumped = scope.isFolded ? lumpStates(rows, joint.count) : null;
  const base = stackRows(lumped?.memberRows ?? rows, joint.count);
  const blocks = scope.isFolded ? foldTransition(model, factors, base) : base;
  const filledCount = base.reduce((count, value) => count + (value === 0 ? 0 : 1), 0);
  const isSparse =
    scope.isPruned &&
    scope.numerics.beliefCutoff === 0 &&
    blocks.length === base.length &&
    filledCount < SPARSE_FILL_RATIO_MAX * base.length;
  return {
    modalities,
    factors,
    sizes: joint.sizes,
    jointStateCount: joint.count,
    outcomeCount: outcomeRows.length,
    stepCount,
    rowCount: rows.length,
    classCount: lumped?.memberRows.length ?? 0,
    classRows: lumped?.classRows ?? new Float64Array(0),
    blockRowCount: base.length / joint.count,
    blocks,
    blockCount: blocks.length / base.length,
    sparse: isSparse ? compressRows(base, joint.count) : null,
  };
}

function stackRows(rows: readonly Float64Array[], columnCount: number): Float64Array {
  const stacked = new Float64Array(rows.length * columnCount);
  for (const [index, row] of rows.entries()) stacked.set(row, index * columnCount);
  return stacked;
}

const multiplyByLog = (probability: number, offset: number): number =>
  probability === 0 ? 0 : probability * Math.log(probability + offset);

/** p(joint outcome | joint state) for every joint outcome, one row each, first modality slowest; null when they are too many. */
function listOutcomeRows(
  model: CompiledModel,
  joint: JointStates,
  modalities: readonly number[],
  isPruned: boolean,
): readonly Float64Array[] | null {
  let rows: Float64Array[] = [new Float64Array(joint.count).fill(1)];
  for (const modality of modalities) {
    const { values, obsCount, dependencies, jointStateCount } = model.likelihoods[modality]!;
    const projection = projectJointStates(joint, createJointStates(dependencies, model.states));
    rows = rows
      .flatMap((row) =>
        Array.from({ length: obsCount }, (_, obs) =>
          row.map((value, state) => value * values[obs * jointStateCount + projection[state]!]!),
        ),
      )
      .filter((row) => !isPruned || row.some((value) => value > 0));
    // One modality alone has to be taken as it is.
    if (modalities.length > 1 && rows.length * joint.count > JOINT_ENTRY_COUNT_MAX) return null;
  }
  return rows;
}

/** Σ_m Σ_o p(o | s) ln C_m(o) for every joint state. */
function sumUtility(
  model: CompiledModel,
  joint: JointStates,
  {
    modalities,
    step,
    numerics,
  }: { modalities: readonly number[]; step: number; numerics: Numerics },
): Float64Array {
  const utility = new Float64Array(joint.count);
  for (const modality of modalities) {
    const { values, obsCount, dependencies, jointStateCount } = model.likelihoods[modality]!;
    const projection = projectJointStates(joint, createJointStates(dependencies, model.states));
    const logPreferences = readLogPreferences(model.preferences[modality]!, step, numerics);
    for (let state = 0; state < joint.count; state++)
      for (let obs = 0; obs < obsCount; obs++)
        utility[state]! +=
          values[obs * jointStateCount + projection[state]!]! * logPreferences[obs]!;
  }
  return utility;
}
