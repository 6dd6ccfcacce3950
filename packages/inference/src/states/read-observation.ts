import { InvalidObservationError } from "../errors.ts";
import type { CompiledModel } from "../model/compiled-model.ts";
import type { Workspace } from "../workspace.ts";
import { DISTRIBUTION, MISSING } from "../workspace.ts";

/** Where an observation is put: what {@link readObservation} needs of a workspace. */
export type ObservationSlots = Pick<Workspace, "obsIndices" | "obsDistributions" | "obsOffsets">;

/**
 * What was seen on one modality: an outcome index, a distribution over outcomes (one-hot or not), or
 * null when nothing was.
 */
export type ModalityObservation = number | ArrayLike<number> | null;

/**
 * What was seen at one step: one entry per modality. A model with one modality also takes its bare
 * index.
 */
export type Observation = number | ArrayLike<ModalityObservation>;

/** How far the sum of an observed distribution may be from 1. */
const SUM_TOLERANCE = 1e-6;

/**
 * Checks an observation and puts it into the workspace.
 *
 * @throws {InvalidObservationError} naming the axis that the observation does not fit.
 */
export function readObservation(
  { observations }: CompiledModel,
  observation: Observation,
  workspace: ObservationSlots,
): void {
  if (typeof observation === "number") {
    if (observations.length !== 1)
      throw new InvalidObservationError(
        "all",
        `a list of ${observations.length} entries, one per axis`,
        String(observation),
      );
    readIndex(observations[0]!, observation, 0, workspace);
    return;
  }
  if (observation.length !== observations.length)
    throw new InvalidObservationError(
      "all",
      `a list of ${observations.length} entries, one per axis`,
      `${observation.length} entries`,
    );
  for (let modality = 0; modality < observations.length; modality++) {
    const seen = observation[modality]!;
    if (typeof seen === "number") readIndex(observations[modality]!, seen, modality, workspace);
    else if (seen === null) workspace.obsIndices[modality] = MISSING;
    else readDistribution(observations[modality]!, seen, modality, workspace);
  }
}

type Axis = CompiledModel["observations"][number];

function readIndex(
  { name, size }: Axis,
  index: number,
  modality: number,
  ws: ObservationSlots,
): void {
  if (!Number.isInteger(index) || index < 0 || index >= size)
    throw new InvalidObservationError(name, `an integer in [0, ${size})`, String(index));
  ws.obsIndices[modality] = index;
}

function readDistribution(
  { name, size }: Axis,
  distribution: ArrayLike<number> | undefined,
  modality: number,
  { obsIndices, obsDistributions, obsOffsets }: ObservationSlots,
): void {
  if (distribution === undefined || distribution.length !== size)
    throw new InvalidObservationError(
      name,
      `an index, null, or ${size} probabilities`,
      distribution === undefined ? "nothing" : `${distribution.length} entries`,
    );
  const start = obsOffsets[modality]!;
  let sum = 0;
  let certain = MISSING;
  for (let level = 0; level < size; level++) {
    const probability = distribution[level]!;
    if (!(probability >= 0) || probability === Infinity)
      throw new InvalidObservationError(name, "finite and at least 0", String(probability));
    if (probability === 1) certain = level;
    obsDistributions[start + level] = probability;
    sum += probability;
  }
  if (Math.abs(sum - 1) > SUM_TOLERANCE)
    throw new InvalidObservationError(name, "probabilities that sum to 1", `a sum of ${sum}`);
  // One-hot is an index, which needs one row of A instead of all.
  obsIndices[modality] = certain === MISSING || sum !== 1 ? DISTRIBUTION : certain;
}
