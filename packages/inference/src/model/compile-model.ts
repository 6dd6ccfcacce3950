import { InvalidModelError } from "../errors.ts";
import type {
  CompiledLikelihood,
  CompiledModel,
  CompiledPreference,
  CompiledTransition,
} from "./compiled-model.ts";
import { createIssueList } from "./issue-list.ts";
import type { ModelDefinition } from "./model-definition.ts";
import { moveActionFirst } from "./move-action-first.ts";
import { packArrays } from "./pack-arrays.ts";
import type { ResolvedDefinition } from "./resolve-definition.ts";
import { resolveDefinition } from "./resolve-definition.ts";
import type { ReadTensor } from "./tensor.ts";
import { chooseTransitionKernels } from "./transition-kernel.ts";

/**
 * Checks a generative model and lays it out for the kernels: once per model, however many agents and
 * threads then use it.
 *
 * @throws {InvalidModelError} listing every mistake with the axis, what was expected and what was given.
 */
export function compileModel(definition: ModelDefinition): CompiledModel {
  const list = createIssueList();
  const resolved = resolveDefinition(definition, list);
  if (resolved === null || list.issues.length > 0) throw new InvalidModelError(list.issues);

  const { packed, buffer } = packArrays({
    name: definition.name ?? "model",
    states: resolved.states,
    observations: resolved.observations,
    controls: resolved.controls,
    isControllable: resolved.isControllable,
    likelihoods: resolved.likelihoods.map((tensor, modality) =>
      compileLikelihood(tensor!, resolved, modality),
    ),
    transitions: resolved.transitions.map((tensor, factor) =>
      compileTransition(tensor!, resolved, factor),
    ),
    preferences: resolved.preferences.map((tensor, modality) =>
      compilePreference(tensor, resolved.observations[modality]!.size),
    ),
    priors: resolved.priors.map(
      (tensor, factor) => tensor?.data ?? createUniform(resolved.states[factor]!.size),
    ),
    beliefOffsets: sumSizes(resolved.states.map(({ size }) => size)),
    habit: resolved.habit?.data ?? null,
  });
  return Object.freeze({ ...packed, buffer });
}

const createUniform = (size: number): Float64Array => new Float64Array(size).fill(1 / size);

/** Running sums with a leading 0: `[3, 2]` gives `[0, 3, 5]`. */
function sumSizes(sizes: readonly number[]): Int32Array {
  const offsets = new Int32Array(sizes.length + 1);
  for (const [index, size] of sizes.entries()) offsets[index + 1] = offsets[index]! + size;
  return offsets;
}

const multiplySizes = (
  axes: readonly { readonly size: number }[],
  indices: readonly number[],
): number => indices.reduce((product, index) => product * axes[index]!.size, 1);

function compileLikelihood(
  tensor: ReadTensor,
  { observations, states, likelihoodDependencies }: ResolvedDefinition,
  modality: number,
): CompiledLikelihood {
  const dependencies = likelihoodDependencies[modality]!;
  return {
    obsCount: observations[modality]!.size,
    dependencies,
    sizes: dependencies.map((dependency) => states[dependency]!.size),
    jointStateCount: multiplySizes(states, dependencies),
    values: tensor.data,
  };
}

function compileTransition(
  tensor: ReadTensor,
  { states, controls, transitionDependencies, transitionControls }: ResolvedDefinition,
  factor: number,
): CompiledTransition {
  const dependencies = transitionDependencies[factor]!;
  const stateCount = states[factor]!.size;
  const jointStateCount = multiplySizes(states, dependencies);
  const actionCount = multiplySizes(controls, transitionControls[factor]!);
  const values = moveActionFirst(tensor.data, actionCount);
  const isSelfOnly = dependencies.length === 1 && dependencies[0] === factor;
  return {
    stateCount,
    dependencies,
    sizes: dependencies.map((dependency) => states[dependency]!.size),
    jointStateCount,
    controls: transitionControls[factor]!,
    actionCount,
    values,
    ...chooseTransitionKernels(values, { actionCount, stateCount, jointStateCount, isSelfOnly }),
  };
}

function compilePreference(tensor: ReadTensor | null, obsCount: number): CompiledPreference {
  if (tensor === null) return { obsCount, stepCount: 1, values: new Float64Array(obsCount) };
  const stepCount = tensor.shape[1] ?? 1;
  const values = new Float64Array(stepCount * obsCount);
  for (let obs = 0; obs < obsCount; obs++)
    for (let step = 0; step < stepCount; step++)
      values[step * obsCount + obs] = tensor.data[obs * stepCount + step]!;
  return { obsCount, stepCount, values };
}
