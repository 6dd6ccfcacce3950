import type { InferenceProgram } from "../inference-program.ts";
import { createJointStates, projectJointStates } from "../model/joint-states.ts";
import type { Numerics } from "../numerics.ts";
import { readLogPreferences } from "../policies/log-preferences.ts";
import type { OutcomeGroup } from "../policies/outcome-group.ts";

/** Where changes of one likelihood have to go besides the model's own array. */
interface LikelihoodUse {
  /** Evidence tables that are copies, with the column of the likelihood behind each of their columns. */
  readonly copies: readonly { readonly values: Float64Array; readonly projection: Int32Array }[];
  /** Outcome groups that contain the modality. */
  readonly groups: readonly { readonly index: number; readonly projection: Int32Array }[];
}

/** Keeps the arrays of a private program equal to what its model's arrays imply. */
export interface ProgramRefresh {
  /** Notes that one column of a modality's likelihood has changed. */
  noteColumn(modality: number, column: number): void;
  /** Notes that a preference has changed. */
  notePreference(modality: number): void;
  /** Recomputes everything that depends on what was noted. */
  apply(): void;
}

/** Works out once what depends on what in a program that was assembled for learning. */
export function createProgramRefresh(program: InferenceProgram): ProgramRefresh {
  const { model, outcomeGroups } = program;
  const uses = model.likelihoods.map((_, modality) => findUses(program, modality));
  const logPreferences = model.preferences.map((_, modality) => listPreferences(program, modality));
  const isStale = outcomeGroups.map(({ jointStateCount }) => new Uint8Array(jointStateCount));
  const projections = outcomeGroups.map((group, index) =>
    group.modalities.map(
      (modality) => uses[modality]!.groups.find((use) => use.index === index)!.projection,
    ),
  );
  return {
    noteColumn(modality, column) {
      const { values, jointStateCount, obsCount } = model.likelihoods[modality]!;
      for (const copy of uses[modality]!.copies) {
        const count = copy.projection.length;
        for (let state = 0; state < count; state++)
          if (copy.projection[state] === column)
            for (let obs = 0; obs < obsCount; obs++)
              copy.values[obs * count + state] = values[obs * jointStateCount + column]!;
      }
      for (const { index, projection } of uses[modality]!.groups)
        for (let state = 0; state < projection.length; state++)
          if (projection[state] === column) isStale[index]![state] = 1;
    },
    notePreference(modality) {
      logPreferences[modality] = listPreferences(program, modality);
      for (const { index } of uses[modality]!.groups) isStale[index]!.fill(1);
    },
    apply() {
      for (let index = 0; index < outcomeGroups.length; index++) {
        const group = outcomeGroups[index]!;
        const stale = isStale[index]!;
        for (let state = 0; state < stale.length; state++) {
          if (stale[state] === 0) continue;
          stale[state] = 0;
          writeOutcomes(program, group, projections[index]!, state);
          writeUtilities(
            program,
            group,
            { projections: projections[index]!, logPreferences },
            state,
          );
        }
      }
    },
  };
}

function findUses(
  { model, evidenceGroups, outcomeGroups }: InferenceProgram,
  modality: number,
): LikelihoodUse {
  const { states, likelihoods } = model;
  const own = createJointStates(likelihoods[modality]!.dependencies, states);
  return {
    copies: evidenceGroups.flatMap(({ factors, tables }) =>
      tables
        .filter(
          (table) =>
            table.modality === modality && table.probabilities !== likelihoods[modality]!.values,
        )
        .map(({ probabilities }) => ({
          values: probabilities,
          projection: projectJointStates(createJointStates(factors, states), own),
        })),
    ),
    groups: outcomeGroups.flatMap(({ modalities, factors }, index) =>
      modalities.includes(modality)
        ? [{ index, projection: projectJointStates(createJointStates(factors, states), own) }]
        : [],
    ),
  };
}

const listPreferences = (
  { model, policies, numerics }: InferenceProgram,
  modality: number,
): readonly Float64Array[] => {
  const preference = model.preferences[modality]!;
  const count = preference.stepCount === 1 ? 1 : policies.policyLength;
  return Array.from({ length: count }, (_, step) => readLogPreferences(preference, step, numerics));
};

/** One column of a group's outcome rows, and its ambiguity. */
function writeOutcomes(
  { model, numerics }: InferenceProgram,
  { modalities, outcomeCount, jointStateCount, blocks }: OutcomeGroup,
  projections: readonly Int32Array[],
  state: number,
): void {
  let ambiguity = 0;
  for (let outcome = 0; outcome < outcomeCount; outcome++) {
    let rest = outcome;
    let probability = 1;
    for (let position = modalities.length - 1; position >= 0; position--) {
      const likelihood = model.likelihoods[modalities[position]!]!;
      const obs = rest % likelihood.obsCount;
      rest = (rest - obs) / likelihood.obsCount;
      probability *=
        likelihood.values[obs * likelihood.jointStateCount + projections[position]![state]!]!;
    }
    blocks[outcome * jointStateCount + state] = probability;
    if (probability > 0) ambiguity += probability * logOf(probability, numerics);
  }
  blocks[outcomeCount * jointStateCount + state] = ambiguity;
}

const logOf = (probability: number, { entropyOffset }: Numerics): number =>
  Math.log(probability + entropyOffset);

/** One column of a group's utility rows. */
function writeUtilities(
  { model, options }: InferenceProgram,
  { modalities, outcomeCount, stepCount, jointStateCount, blocks }: OutcomeGroup,
  {
    projections,
    logPreferences,
  }: {
    projections: readonly Int32Array[];
    logPreferences: readonly (readonly Float64Array[])[];
  },
  state: number,
): void {
  if (!options.usesUtility) return;
  for (let step = 0; step < stepCount; step++) {
    let utility = 0;
    for (let position = 0; position < modalities.length; position++) {
      const likelihood = model.likelihoods[modalities[position]!]!;
      const steps = logPreferences[modalities[position]!]!;
      const preferences = steps[steps.length === 1 ? 0 : step]!;
      const column = projections[position]![state]!;
      for (let obs = 0; obs < likelihood.obsCount; obs++)
        utility +=
          likelihood.values[obs * likelihood.jointStateCount + column]! * preferences[obs]!;
    }
    blocks[(outcomeCount + 1 + step) * jointStateCount + state] = utility;
  }
}
