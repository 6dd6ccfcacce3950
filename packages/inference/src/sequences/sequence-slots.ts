import { InvalidActionError } from "../errors.ts";
import type { CompiledModel } from "../model/compiled-model.ts";
import type { ObservationSlots } from "../states/read-observation.ts";
import { MISSING } from "../workspace.ts";

/** Slots for one observation of a model, all missing. */
export function createObservationSlots({ observations }: CompiledModel): ObservationSlots {
  const obsOffsets = new Int32Array(observations.length + 1);
  for (const [modality, { size }] of observations.entries())
    obsOffsets[modality + 1] = obsOffsets[modality]! + size;
  return {
    obsIndices: new Int32Array(observations.length).fill(MISSING),
    obsDistributions: new Float64Array(obsOffsets.at(-1)!),
    obsOffsets,
  };
}

/**
 * Checks the actions that led into a step and puts them into `target`.
 *
 * @param actions - one per control.
 * @throws {InvalidActionError} naming the control that an action does not fit.
 */
export function readActions(
  { controls }: CompiledModel,
  actions: ArrayLike<number>,
  target: Int32Array,
  offset: number,
): void {
  if (actions.length !== controls.length)
    throw new InvalidActionError("all", `${controls.length} actions`, String(actions.length));
  for (let control = 0; control < controls.length; control++) {
    const action = actions[control]!;
    const { name, size } = controls[control]!;
    if (!Number.isInteger(action) || action < 0 || action >= size)
      throw new InvalidActionError(name, `an integer in [0, ${size})`, String(action));
    target[offset + control] = action;
  }
}
