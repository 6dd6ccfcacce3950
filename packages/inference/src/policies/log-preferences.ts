import type { CompiledPreference } from "../model/compiled-model.ts";
import type { Numerics } from "../numerics.ts";

/**
 * ln C of one modality at one step of the policy: the logarithm of a softmax over the given
 * preferences, or the preferences as they are where the conventions say so.
 *
 * @param step - steps after the last one given repeat it when there is only one.
 * @returns shape `[obsCount]`, in nats.
 */
export function readLogPreferences(
  { obsCount, stepCount, values }: CompiledPreference,
  step: number,
  { preferenceScale, probabilityMin, logOffset }: Numerics,
): Float64Array {
  const start = (stepCount === 1 ? 0 : step) * obsCount;
  const preferences = values.slice(start, start + obsCount);
  if (preferenceScale === "raw") return preferences;
  const largest = preferences.reduce((left, right) => Math.max(left, right));
  let sum = 0;
  for (const preference of preferences) sum += Math.exp(preference - largest);
  const logSum = Math.log(sum);
  return preferences.map((preference) => {
    const logProbability = preference - largest - logSum;
    // Without a floor the logarithm is exact however small the probability; with one, parity needs it.
    return probabilityMin === 0 && logOffset === 0
      ? logProbability
      : Math.log(Math.max(Math.exp(logProbability), probabilityMin) + logOffset);
  });
}
