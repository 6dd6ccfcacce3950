import type { InferenceArena } from "../arena.ts";
import { arenaByteLength, createInferenceArena } from "../arena.ts";
import { InvalidObservationError } from "../errors.ts";
import type { InferenceProgram } from "../inference-program.ts";
import { createBatchStepper } from "./batch-stepper.ts";

/** So many agents of one program. */
export interface BatchGroup {
  readonly program: InferenceProgram;
  readonly agentCount: number;
}

/** Groups of agents that think with different models, stepped together. */
export interface MixedBatch {
  /** Beliefs, actions and counters of all groups, one arena after the other. */
  readonly buffer: SharedArrayBuffer;
  /** One arena a group, in the order given. */
  readonly arenas: readonly InferenceArena[];
  /**
   * One whole step of every agent of every group.
   *
   * @param observations - one array a group, row-major `[agentCount, modality]`, -1 for none.
   * @throws {InvalidObservationError} before any agent of any group has stepped, naming the axis.
   */
  stepAll(observations: readonly Int32Array[]): void;
}

/** Arenas begin where their doubles are aligned. */
const ALIGNMENT_BYTES = 8;

/**
 * Places groups of agents in one slab of shared memory and steps each with the kernels that its own
 * program allows.
 *
 * @param seed - of all groups; agents are numbered through, so that no two share a generator.
 */
export function createMixedBatch(groups: readonly BatchGroup[], seed = 1): MixedBatch {
  const byteOffsets = [0];
  for (const { program, agentCount } of groups) {
    const end = byteOffsets.at(-1)! + arenaByteLength(program, agentCount);
    byteOffsets.push(Math.ceil(end / ALIGNMENT_BYTES) * ALIGNMENT_BYTES);
  }
  const buffer = new SharedArrayBuffer(byteOffsets.at(-1)!);
  let agentsBefore = 0;
  const arenas = groups.map(({ program, agentCount }, index) => {
    const options = { agentCount, buffer, byteOffset: byteOffsets[index]! };
    const arena = createInferenceArena(program, { ...options, seed: seed + agentsBefore });
    agentsBefore += agentCount;
    return arena;
  });
  const steppers = arenas.map(createBatchStepper);
  return {
    buffer,
    arenas,
    stepAll(observations) {
      if (observations.length !== steppers.length)
        throw new InvalidObservationError(
          "groups",
          `${steppers.length} arrays of observations`,
          `${observations.length}`,
        );
      for (const [index, stepper] of steppers.entries()) stepper.check(observations[index]!);
      for (const [index, stepper] of steppers.entries()) stepper.stepAll(observations[index]!);
    },
  };
}
