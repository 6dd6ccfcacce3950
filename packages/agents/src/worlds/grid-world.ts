import { createRandom, InvalidOptionError } from "@paceline/core";
import type { OptionIssue, Random } from "@paceline/core";

import { DuplicateAgentError, UnknownAgentError } from "../errors.ts";
import type { AgentId } from "../message.ts";
import { CELL_CODES } from "./cell-code.ts";
import type { CellCode } from "./cell-code.ts";
import type { GridAction } from "./grid-action.ts";
import type { GridMap } from "./grid-map.ts";

/** Cells of the square an agent sees, itself in the middle. */
const VIEW_SIDE = 3;

export interface GridWorldOptions {
  readonly map: GridMap;
  /**
   * Share of moves that slip: the agent stays where it is although the way is free.
   *
   * @defaultValue 0
   */
  readonly slipRatio?: number;
  /**
   * Decides which moves slip.
   *
   * @defaultValue 1
   */
  readonly seed?: number;
}

/** What one agent sees. The world owns it and overwrites it when the agent is seen to again. */
export interface GridObservation {
  readonly cell: number;
  readonly row: number;
  readonly column: number;
  /**
   * The 3×3 cells around and under the agent, row by row, as {@link CellCode}s; the agent's own cell
   * (index 4) shows what lies under it. Beyond the edge is `outOfBounds`, which stops like a wall.
   */
  readonly surroundings: Int8Array;
  /** Whether the last action was a move that did not happen: wall, edge, another agent, or a slip. */
  readonly isBlocked: boolean;
}

/**
 * A grid with walls and goals that several agents walk on. An agent moves one cell at a time, when it is
 * its turn; cells hold one agent, and whoever comes second stays where it was. There are no ties, so the
 * same actions in the same order give the same world.
 */
export interface GridWorld {
  readonly map: GridMap;
  /** @throws {DuplicateAgentError} @throws {InvalidOptionError} when the cell is a wall, taken or outside. */
  place(agentId: AgentId, cell: number): GridObservation;
  /** @throws {UnknownAgentError} */
  remove(agentId: AgentId): void;
  /** Acts and looks. @throws {UnknownAgentError} */
  step(agentId: AgentId, action: GridAction): GridObservation;
  /** Looks. @throws {UnknownAgentError} */
  observe(agentId: AgentId): GridObservation;
}

/** @throws {InvalidOptionError} */
export function createGridWorld(options: GridWorldOptions): GridWorld {
  const { map, slipRatio = 0, seed = 1 } = options;
  const issues: OptionIssue[] = [];
  if (!(slipRatio >= 0 && slipRatio < 1)) {
    issues.push({ path: "slipRatio", expected: "at least 0 and below 1", received: slipRatio });
  }
  if (issues.length > 0) throw new InvalidOptionError(issues);
  return new WallsAndGoals(map, slipRatio, createRandom(seed));
}

/** One agent in the world, and what it sees: one object, so that looking allocates nothing. */
interface Occupant extends GridObservation {
  cell: number;
  row: number;
  column: number;
  isBlocked: boolean;
}

class WallsAndGoals implements GridWorld {
  readonly map: GridMap;
  readonly #slipRatio: number;
  readonly #random: Random;
  readonly #occupants = new Map<AgentId, Occupant>();
  /** Per cell, 1 when an agent stands there. */
  readonly #isTaken: Uint8Array;
  /** Per cell, its code without agents. */
  readonly #codes: Int8Array;

  constructor(map: GridMap, slipRatio: number, random: Random) {
    this.map = map;
    this.#slipRatio = slipRatio;
    this.#random = random;
    this.#isTaken = new Uint8Array(map.cellCount);
    this.#codes = Int8Array.from({ length: map.cellCount }, (_, cell) => codeOf(map, cell));
  }

  place(agentId: AgentId, cell: number): GridObservation {
    if (this.#occupants.has(agentId)) throw new DuplicateAgentError(agentId);
    const isFree =
      Number.isInteger(cell) &&
      cell >= 0 &&
      cell < this.map.cellCount &&
      !this.map.isWall(cell) &&
      this.#isTaken[cell] === 0;
    if (!isFree) {
      throw new InvalidOptionError([
        { path: "cell", expected: "a cell of the map without wall or agent", received: cell },
      ]);
    }
    const occupant: Occupant = {
      cell,
      row: 0,
      column: 0,
      surroundings: new Int8Array(VIEW_SIDE * VIEW_SIDE),
      isBlocked: false,
    };
    this.#occupants.set(agentId, occupant);
    this.#isTaken[cell] = 1;
    return this.#look(occupant);
  }

  remove(agentId: AgentId): void {
    this.#isTaken[this.#occupantOf(agentId).cell] = 0;
    this.#occupants.delete(agentId);
  }

  step(agentId: AgentId, action: GridAction): GridObservation {
    const occupant = this.#occupantOf(agentId);
    const target = this.map.next(occupant.cell, action);
    const isMoving = target !== occupant.cell && this.#isTaken[target] === 0 && !this.#slips();
    occupant.isBlocked = action !== "stay" && !isMoving;
    if (isMoving) {
      this.#isTaken[occupant.cell] = 0;
      this.#isTaken[target] = 1;
      occupant.cell = target;
    }
    return this.#look(occupant);
  }

  observe(agentId: AgentId): GridObservation {
    return this.#look(this.#occupantOf(agentId));
  }

  #slips(): boolean {
    return this.#slipRatio > 0 && this.#random.nextRatio() < this.#slipRatio;
  }

  #look(occupant: Occupant): GridObservation {
    const { rowCount, columnCount } = this.map;
    const row = Math.floor(occupant.cell / columnCount);
    const column = occupant.cell - row * columnCount;
    occupant.row = row;
    occupant.column = column;
    for (let index = 0; index < VIEW_SIDE * VIEW_SIDE; index++) {
      const seenRow = row + Math.floor(index / VIEW_SIDE) - 1;
      const seenColumn = column + (index % VIEW_SIDE) - 1;
      const isInside =
        seenRow >= 0 && seenRow < rowCount && seenColumn >= 0 && seenColumn < columnCount;
      occupant.surroundings[index] = isInside
        ? this.#codeAt(seenRow * columnCount + seenColumn, occupant.cell)
        : CELL_CODES.outOfBounds;
    }
    return occupant;
  }

  #codeAt(cell: number, ownCell: number): number {
    return this.#isTaken[cell] === 1 && cell !== ownCell ? CELL_CODES.agent : this.#codes[cell]!;
  }

  #occupantOf(agentId: AgentId): Occupant {
    const occupant = this.#occupants.get(agentId);
    if (occupant === undefined) throw new UnknownAgentError(agentId);
    return occupant;
  }
}

function codeOf(map: GridMap, cell: number): CellCode {
  if (map.isWall(cell)) return CELL_CODES.obstacle;
  return map.isGoal(cell) ? CELL_CODES.goal : CELL_CODES.empty;
}
