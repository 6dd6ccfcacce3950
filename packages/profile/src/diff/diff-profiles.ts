import { assert, InvalidOptionError } from "@paceline/core";

import type { FrameTable } from "../model/frame-table.ts";
import type { Profile, WeightUnit } from "../model/profile.ts";
import type { CanonicalOptions } from "./canonical-frame.ts";
import { requireComparable } from "./comparability.ts";
import { differenceTree } from "./difference-tree.ts";
import type { DifferenceTree } from "./difference-tree.ts";
import { judgeEffect, testDifference } from "./effect.ts";
import type { Effect } from "./effect.ts";
import { findMoves } from "./find-moves.ts";
import type { MovedPair } from "./find-moves.ts";
import { judgeFunctions } from "./judge-functions.ts";
import type { FunctionChange } from "./judge-functions.ts";
import { defaultNormalization, divisorOf } from "./normalization.ts";
import type { Normalization } from "./normalization.ts";
import type { ProfileField } from "./profiles-not-comparable-error.ts";
import { seriesOf, sumRun } from "./run-sums.ts";
import type { RunSeries, RunSums } from "./run-sums.ts";
import { unionFrames } from "./union-frames.ts";
import { unionTree } from "./union-tree.ts";
import type { RunColumns } from "./union-tree.ts";

export interface DiffOptions extends CanonicalOptions {
  /** Fields in which the sides may differ, because that is what is compared. @defaultValue none */
  readonly allowed?: readonly ProfileField[];
  /** @defaultValue by operations where all runs know theirs, else by share */
  readonly normalization?: Normalization;
  /**
   * Processor time of the profiled threads while each run was recorded, in ns, above 0; one per profile. Given,
   * the weights of a run are scaled to sum to it, so that waits for a busy machine's processors are no change.
   */
  readonly cpuNs?: { readonly base: readonly number[]; readonly head: readonly number[] };
  /** False discovery rate, in (0, 1). @defaultValue 0.05 */
  readonly errorRatio?: number;
  /** Change that does not matter, as a share of the base's total; at least 0. @defaultValue 0.01 */
  readonly toleranceRatio?: number;
}

/** What changed between two sets of runs, and how sure that is. */
export interface ProfileDiff {
  readonly unit: WeightUnit;
  readonly normalization: Normalization;
  readonly baseRunCount: number;
  readonly headRunCount: number;
  /** Change that does not matter, in the unit of the effects. */
  readonly tolerance: number;
  /** Canonical frames; the files and names are for reading, lines are not in them. */
  readonly frames: FrameTable;
  readonly tree: DifferenceTree;
  /** Of all that is not idle. */
  readonly total: Effect;
  /** Every function that was seen, the largest change of its own time first. */
  readonly functions: readonly FunctionChange[];
  readonly moves: readonly MovedPair[];
  /** Of time that is sampled on a processor: when the threads had nothing to do. */
  readonly idle: { readonly base: number; readonly head: number };
  /** What some profile does not say of itself, so that it could not be checked. */
  readonly uncheckedFields: readonly ProfileField[];
}

/**
 * Compares runs of two versions of a program, function by function, with the run as the unit: a process's
 * samples share its compiled code, so thousands of them are not thousands of observations.
 *
 * @param base - profiles of the runs of one side, at least one; two or more for intervals, better eight.
 * @throws {ProfilesNotComparableError} when the runs were not recorded alike.
 */
export function diffProfiles(
  base: readonly Profile[],
  head: readonly Profile[],
  options: DiffOptions = {},
): ProfileDiff {
  assert(base.length > 0 && head.length > 0, "each side of a difference needs a profile");
  const { errorRatio = 0.05, toleranceRatio = 0.01, allowed = [] } = options;
  checkOptions(errorRatio, toleranceRatio);
  for (const cpuNs of [options.cpuNs?.base, options.cpuNs?.head].flat()) {
    assert(cpuNs === undefined || cpuNs > 0, `processor time ${cpuNs} is not above 0`);
  }
  const uncheckedFields = requireComparable(base, head, allowed);
  const { normalization = defaultNormalization([...base, ...head]) } = options;
  const unit = base[0]!.tracks[0]?.unit ?? "count";

  const union = unionTree(unionFrames(base, head, options), base, head);
  const sumSide = (side: "base" | "head", profiles: readonly Profile[]): RunSums[] =>
    union[side].map((run, index) => {
      const divisor = divisorOf(normalization, profiles[index]!, run, options.cpuNs?.[side][index]);
      return sumRun(union, run, { unit, divisor });
    });
  const baseSums = sumSide("base", base);
  const headSums = sumSide("head", head);
  const totalTest = testDifference(totalOf(baseSums), totalOf(headSums));
  const baseTotal = totalTest.base.values.reduce((sum, value) => sum + value, 0) / base.length;
  const judging = { errorRatio, tolerance: toleranceRatio * baseTotal };

  const changes = judgeFunctions(union.frames, baseSums, headSums, judging);
  const moves = findMoves(union, changes, { base: baseSums, head: headSums, options: judging });
  return {
    unit,
    normalization,
    baseRunCount: base.length,
    headRunCount: head.length,
    tolerance: judging.tolerance,
    frames: union.frames,
    tree: differenceTree(union, { base: baseSums, head: headSums, unit }),
    total: judgeEffect(totalTest, totalTest.difference?.pValue ?? null, judging),
    functions: rankChanges(changes, moves),
    moves,
    idle: { base: idleOf(union.base, baseSums), head: idleOf(union.head, headSums) },
    uncheckedFields,
  };
}

const totalOf = (runs: readonly RunSums[]): RunSeries =>
  seriesOf(runs, ({ totalWeight, totalCount }) => ({ weight: totalWeight, count: totalCount }));

function rankChanges(
  changes: readonly FunctionChange[],
  moves: readonly MovedPair[],
): readonly FunctionChange[] {
  const partners = new Map(
    moves.flatMap(({ caller, callee }) => [
      [caller, callee],
      [callee, caller],
    ]),
  );
  return changes
    .map((change) => ({ ...change, movedWith: partners.get(change.frame) ?? null }))
    .sort((a, b) => Math.abs(b.self.delta) - Math.abs(a.self.delta));
}

const idleOf = (columns: readonly RunColumns[], sums: readonly RunSums[]): number =>
  columns.reduce((sum, { idleWeight }, index) => sum + idleWeight / sums[index]!.divisor, 0) /
  columns.length;

function checkOptions(errorRatio: number, toleranceRatio: number): void {
  const issues = [];
  if (!(errorRatio > 0 && errorRatio < 1)) {
    issues.push({ path: "errorRatio", expected: "a number between 0 and 1", received: errorRatio });
  }
  if (!(toleranceRatio >= 0 && Number.isFinite(toleranceRatio))) {
    issues.push({
      path: "toleranceRatio",
      expected: "a number of at least 0",
      received: toleranceRatio,
    });
  }
  if (issues.length > 0) throw new InvalidOptionError(issues);
}
