import { createExplorer, createGridWorld, GRID_ACTIONS } from "@paceline/agents";
import type { AgentId, Explorer, GridObservation, GridWorld, Outbox } from "@paceline/agents";
import { createRandom } from "@paceline/core";
import type { Random } from "@paceline/core";

import { FIVE_BY_FIVE } from "../../workload.ts";

/** Steps that an explorer's policies look ahead: 5, 25 or 125 policies to be valued in every step. */
export const DEPTH_MODES = { 1: "fast", 2: "balanced", 3: "accurate" } as const;
export type Depth = keyof typeof DEPTH_MODES;

const SELF = "self";

/**
 * An explorer with a world of its own, which it walks through from a random cell to the goal, again and
 * again. Both live where the agent does, so that what travels is the order to step and the action.
 */
export class Walker {
  readonly #random: Random;
  readonly #world: GridWorld = createGridWorld({ map: FIVE_BY_FIVE });
  readonly #explorer: Explorer;
  #seen: GridObservation;
  #earlierMovement = 0;

  constructor(id: AgentId, seed: number, depth: Depth) {
    this.#random = createRandom(seed);
    this.#explorer = createExplorer(id, {
      map: FIVE_BY_FIVE.text,
      mode: DEPTH_MODES[depth],
      seed,
    });
    this.#seen = this.#world.place(SELF, this.#freeCell());
  }

  /** How far beliefs have moved over all walks: grows only when inference happens. */
  get beliefMovement(): number {
    return this.#earlierMovement + this.#explorer.beliefMovement;
  }

  /** Looks, infers, decides, moves. @returns the index of the action. */
  step(outbox: Outbox): number {
    if (FIVE_BY_FIVE.isGoal(this.#seen.cell)) this.#startAgain();
    const action = this.#explorer.step(this.#seen, outbox);
    this.#seen = this.#world.step(SELF, action);
    return GRID_ACTIONS.indexOf(action);
  }

  #startAgain(): void {
    this.#earlierMovement = this.beliefMovement;
    this.#explorer.reset(this.#random.nextUint32());
    this.#world.remove(SELF);
    this.#seen = this.#world.place(SELF, this.#freeCell());
  }

  #freeCell(): number {
    // Most cells are free and no goal, so this ends soon.
    for (;;) {
      const cell = this.#random.nextIndex(FIVE_BY_FIVE.cellCount);
      if (!FIVE_BY_FIVE.isWall(cell) && !FIVE_BY_FIVE.isGoal(cell)) return cell;
    }
  }
}
