/**
 * Exploration: agents that have nothing to do with each other, each finding its way through its own world.
 * All work is inference, so this is where threads and processes have the best chance to pay.
 */
import { defineAgent } from "@paceline/agents";

import { Walker } from "./walker.ts";
import type { Depth } from "./walker.ts";

export interface ExplorationOptions {
  readonly seed: number;
  readonly depth: Depth;
}

/** Answers with its action and its evidence. */
export const exploration = defineAgent({
  module: import.meta.url,
  kind: "exploration",
  create: (id, { seed, depth }: ExplorationOptions) => new Walker(id, seed, depth),
  onObservation: (walker, _stepIndex: number, outbox) => [
    walker.step(outbox),
    walker.beliefMovement,
  ],
});

export const optionsFor = (
  agentIndex: number,
  { seed, depth }: { readonly seed: number; readonly depth: Depth },
): ExplorationOptions => ({ seed: seed + agentIndex, depth });

/** Grows with every belief that was inferred. */
export const evidenceOf = ([, beliefMovement]: readonly [number, number]): number => beliefMovement;
