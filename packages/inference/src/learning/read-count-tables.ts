import { InvalidModelError } from "../errors.ts";
import type { CompiledModel } from "../model/compiled-model.ts";
import type { IssueList } from "../model/issue-list.ts";
import { createIssueList } from "../model/issue-list.ts";
import { moveActionFirst } from "../model/move-action-first.ts";
import type { TensorInput } from "../model/tensor.ts";
import type { CountTable } from "./count-table.ts";
import { readCountTable } from "./count-table.ts";
import type { CountOptions, LearningOptions } from "./learning-options.ts";

/** All counts of a learning agent; null where an array is not learned. */
export interface CountTables {
  readonly likelihood: readonly (CountTable | null)[];
  readonly transition: readonly (CountTable | null)[];
  readonly preference: readonly (CountTable | null)[];
  readonly prior: readonly (CountTable | null)[];
  readonly habit: CountTable | null;
  /** Modalities and factors whose counts change; the others only inform information gain. */
  readonly learnedModalities: ReadonlySet<number>;
  readonly learnedFactors: ReadonlySet<number>;
}

const asIs = (data: Float64Array): Float64Array => data;

/**
 * Reads every count that the options give.
 *
 * @throws {InvalidModelError} listing every mistake with the axis, what was expected and what was given.
 */
export function readCountTables(
  model: CompiledModel,
  policyCount: number,
  options: LearningOptions,
): CountTables {
  const list = createIssueList();
  const { likelihood, transition, habit } = options;
  const tables: CountTables = {
    likelihood: readLikelihood(model, likelihood, list),
    transition: readTransition(model, transition, list),
    preference: readVectors("preference counts (pC)", options.preference, model.observations, list),
    prior: readVectors("prior counts (pD)", options.prior, model.states, list),
    habit:
      habit === undefined
        ? null
        : readCountTable(
            habit.counts,
            habit,
            {
              axis: "habit counts (pE)",
              shape: [policyCount],
              levelCount: policyCount,
              columnCount: 1,
              arrange: asIs,
            },
            list,
          ),
    learnedModalities: readSubset("modalities", likelihood?.modalities, model.observations, list),
    learnedFactors: readSubset("factors", transition?.factors, model.states, list),
  };
  if (options.usesLikelihoodInformationGain === true && likelihood === undefined)
    list.add("usesLikelihoodInformationGain", "used with counts of the likelihood (pA)", "none");
  if (options.usesTransitionInformationGain === true && transition === undefined)
    list.add("usesTransitionInformationGain", "used with counts of the transition (pB)", "none");
  if (list.issues.length > 0) throw new InvalidModelError(list.issues);
  return tables;
}

function readLikelihood(
  { likelihoods, observations }: CompiledModel,
  options: CountOptions<readonly TensorInput[]> | undefined,
  list: IssueList,
): readonly (CountTable | null)[] {
  checkCount("likelihood counts (pA)", options, likelihoods.length, list);
  return likelihoods.map(({ obsCount, sizes, jointStateCount }, modality) =>
    options === undefined
      ? null
      : readCountTable(
          options.counts[modality],
          options,
          {
            axis: `likelihood counts (pA) of "${observations[modality]!.name}"`,
            shape: [obsCount, ...sizes],
            levelCount: obsCount,
            columnCount: jointStateCount,
            arrange: asIs,
          },
          list,
        ),
  );
}

function readTransition(
  { transitions, states, controls }: CompiledModel,
  options: CountOptions<readonly TensorInput[]> | undefined,
  list: IssueList,
): readonly (CountTable | null)[] {
  checkCount("transition counts (pB)", options, transitions.length, list);
  return transitions.map((transition, factor) =>
    options === undefined
      ? null
      : readCountTable(
          options.counts[factor],
          options,
          {
            axis: `transition counts (pB) of "${states[factor]!.name}"`,
            shape: [
              transition.stateCount,
              ...transition.sizes,
              ...transition.controls.map((control) => controls[control]!.size),
            ],
            levelCount: transition.stateCount,
            columnCount: transition.jointStateCount,
            arrange: (data) => moveActionFirst(data, transition.actionCount),
          },
          list,
        ),
  );
}

function readVectors(
  name: string,
  options: CountOptions<readonly TensorInput[]> | undefined,
  axes: CompiledModel["states"],
  list: IssueList,
): readonly (CountTable | null)[] {
  checkCount(name, options, axes.length, list);
  return axes.map((axis, index) =>
    options === undefined
      ? null
      : readCountTable(
          options.counts[index],
          options,
          {
            axis: `${name} of "${axis.name}"`,
            shape: [axis.size],
            levelCount: axis.size,
            columnCount: 1,
            arrange: asIs,
          },
          list,
        ),
  );
}

function checkCount(
  name: string,
  options: CountOptions<readonly TensorInput[]> | undefined,
  count: number,
  list: IssueList,
): void {
  if (options !== undefined && options.counts.length !== count)
    list.add(name, `${count} arrays`, String(options.counts.length));
}

function readSubset(
  name: string,
  given: readonly number[] | undefined,
  axes: CompiledModel["states"],
  list: IssueList,
): ReadonlySet<number> {
  const all = axes.map((_, index) => index);
  const unknown = given?.filter((index) => !all.includes(index)) ?? [];
  if (unknown.length > 0) list.add(name, `indices in [0, ${axes.length})`, unknown.join(", "));
  return new Set(given ?? all);
}
