import type { ModelDefinition, Tensor } from "@paceline/inference";

import { goalDistances } from "../worlds/goal-distance.ts";
import { GRID_ACTIONS } from "../worlds/grid-action.ts";
import { parseGridMap } from "../worlds/grid-map.ts";
import type { GridMap } from "../worlds/grid-map.ts";
import { gridTransition } from "./grid-transition.ts";
import { contentLikelihood, flatLikelihood, positionLikelihood } from "./sensor.ts";
import type { LikelihoodName } from "./sensor.ts";

/** What an explorer tells apart in a cell, in the published order. */
export const EXPLORER_OUTCOMES = ["empty", "obstacle", "goal", "agent", "out-of-bounds"] as const;

/** C, by outcome: log preferences, in nats. */
const CONTENT_PREFERENCES = [2, -4, 8, 0, -4] as const;
/** A column of the published A, before it is normalised. */
const PUBLISHED_COLUMN = [0.81, 0.06, 0.06, 0.06, 0.06] as const;
/** What of it says something else than is there. */
const WRONG_CONTENT_PROBABILITY = 0.06 / 1.05;

const EMPTY = 0;
const OBSTACLE = 1;
const GOAL = 2;

/**
 * The generative model of FreeAgentics' `BasicExplorerAgent`: one factor, the cell it is in; five
 * moves that succeed nine times in ten; a prior that is even but for the centre, which counts double.
 *
 * A and C depend on the sensor. With `as-published` and `content`, C is the published one over contents.
 * With `position` it is the published preference for what lies in each cell, less one nat for each step
 * from there to the nearest goal, so that a plan of one step already knows where to go.
 *
 * @see pymdp 0.0.7.1 for the conventions; FreeAgentics, `agents/base_agent.py`, `BasicExplorerAgent`.
 */
export function explorerModel(map: GridMap, likelihood: LikelihoodName): ModelDefinition {
  const { cellCount } = map;
  // The published model knows no walls.
  const known = likelihood === "as-published" ? withoutWalls(map) : map;
  return {
    name: `explorer ${map.rowCount}x${map.columnCount}, ${likelihood}`,
    states: [{ name: "cell", levels: cellCount }],
    observations: [
      likelihood === "position"
        ? { name: "position", levels: cellCount }
        : { name: "content", levels: EXPLORER_OUTCOMES },
    ],
    controls: [{ name: "move", levels: GRID_ACTIONS }],
    likelihood: [explorerLikelihood(map, likelihood)],
    transition: [
      gridTransition(cellCount, GRID_ACTIONS.length, (cell, action) =>
        known.next(cell, GRID_ACTIONS[action]!),
      ),
    ],
    preference: [likelihood === "position" ? positionPreferences(map) : CONTENT_PREFERENCES],
    prior: [centrePrior(map)],
  };
}

function explorerLikelihood(map: GridMap, likelihood: LikelihoodName): Tensor {
  switch (likelihood) {
    case "position":
      return positionLikelihood(map.cellCount);
    case "content":
      return contentLikelihood(
        Array.from({ length: map.cellCount }, (_, cell) => contentOf(map, cell)),
        EXPLORER_OUTCOMES.length,
        WRONG_CONTENT_PROBABILITY,
      );
    case "as-published":
      return flatLikelihood(PUBLISHED_COLUMN, map.cellCount);
    default:
      return likelihood satisfies never;
  }
}

/** C over positions. A cell from which no goal can be reached counts as farther than any other. */
function positionPreferences(map: GridMap): readonly number[] {
  const distances = goalDistances(map);
  const farthest = distances.reduce((left, right) => Math.max(left, right)) + 1;
  return Array.from(distances, (distance, cell) => {
    const preference = CONTENT_PREFERENCES[contentOf(map, cell)]!;
    return preference - (distance === -1 ? farthest : distance);
  });
}

function centrePrior({ rowCount, columnCount, cellCount }: GridMap): readonly number[] {
  const centre = Math.floor(rowCount / 2) * columnCount + Math.floor(columnCount / 2);
  const weights = Array.from({ length: cellCount }, (_, cell) => (cell === centre ? 2 : 1));
  return weights.map((weight) => weight / (cellCount + 1));
}

function contentOf(map: GridMap, cell: number): number {
  if (map.isWall(cell)) return OBSTACLE;
  return map.isGoal(cell) ? GOAL : EMPTY;
}

function withoutWalls(map: GridMap): GridMap {
  return map.text.includes("#") ? parseGridMap(map.text.replaceAll("#", ".")) : map;
}
