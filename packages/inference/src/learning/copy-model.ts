import type { CompiledModel } from "../model/compiled-model.ts";
import { packArrays } from "../model/pack-arrays.ts";

/**
 * A private copy of a model whose arrays may be written: every transition uses the dense kernel, because
 * entries that are zero or certain now may not stay so.
 */
export function copyModel(model: CompiledModel): CompiledModel {
  const { buffer: _, ...frame } = model;
  const { packed, buffer } = packArrays({
    ...frame,
    likelihoods: model.likelihoods.map((likelihood) => ({
      ...likelihood,
      values: unshare(likelihood.values),
    })),
    transitions: model.transitions.map((transition) => ({
      ...transition,
      values: unshare(transition.values),
      kernels: new Uint8Array(transition.actionCount),
      isReset: new Uint8Array(transition.actionCount),
    })),
    preferences: model.preferences.map((preference) => ({
      ...preference,
      values: unshare(preference.values),
    })),
    priors: model.priors.map(unshare),
  });
  return Object.freeze({ ...packed, buffer });
}

/** A copy outside the shared model, so that packing gives it a place of its own. */
const unshare = (values: Float64Array): Float64Array => Float64Array.from(values);
