import type { ModelDefinition, Tensor } from "@paceline/inference";

import { goalDistances } from "../worlds/goal-distance.ts";
import { parseGridMap } from "../worlds/grid-map.ts";
import type { GridMap } from "../worlds/grid-map.ts";
import { gridTransition } from "./grid-transition.ts";
import { contentLikelihood, flatLikelihood, positionLikelihood } from "./sensor.ts";
import type { LikelihoodName } from "./sensor.ts";

/** What a collector tells apart in a cell, in the published order. */
export const COLLECTOR_OUTCOMES = [
  "empty",
  "resource",
  "depleted",
  "obstacle",
  "agent",
  "base",
] as const;

export type CollectorOutcome = (typeof COLLECTOR_OUTCOMES)[number];

/** What a collector can do, in the published order. The last two stay where they are. */
export const COLLECTOR_ACTIONS = [
  "up",
  "down",
  "left",
  "right",
  "collect",
  "return-to-base",
] as const;

export type CollectorAction = (typeof COLLECTOR_ACTIONS)[number];

/** C, by outcome: log preferences, in nats. */
const CONTENT_PREFERENCES = [-0.1, 2, -0.5, -2, 0, 1] as const;
/** A column of the published A, before it is normalised. */
const PUBLISHED_COLUMN = [0.6, 0.2, 0.05, 0.05, 0.05, 0.05].map((weight) => weight + 1e-10);
const WRONG_CONTENT_PROBABILITY = 0.05;

const EMPTY = 0;
const RESOURCE = 1;
const OBSTACLE = 3;

/**
 * The generative model of FreeAgentics' `ResourceCollectorAgent`: one factor, the cell it is in; four
 * moves that succeed nine times in ten, and two actions that stay. Even prior. Resources, the map's
 * goals, do not run out in it. The original numbers cells column by column, this numbers them as the map.
 *
 * Sensors and preferences follow {@link explorerModel}.
 *
 * @see FreeAgentics, `agents/resource_collector_agent.py`.
 */
export function collectorModel(map: GridMap, likelihood: LikelihoodName): ModelDefinition {
  const { cellCount } = map;
  const known = likelihood === "as-published" ? parseGridMap(map.text.replaceAll("#", ".")) : map;
  const contents = Array.from({ length: cellCount }, (_, cell) => contentOf(map, cell));
  return {
    name: `collector ${map.rowCount}x${map.columnCount}, ${likelihood}`,
    states: [{ name: "cell", levels: cellCount }],
    observations: [
      likelihood === "position"
        ? { name: "position", levels: cellCount }
        : { name: "content", levels: COLLECTOR_OUTCOMES },
    ],
    controls: [{ name: "act", levels: COLLECTOR_ACTIONS }],
    likelihood: [collectorLikelihood(contents, likelihood)],
    transition: [
      gridTransition(cellCount, COLLECTOR_ACTIONS.length, (cell, index) => {
        const action = COLLECTOR_ACTIONS[index]!;
        return action === "collect" || action === "return-to-base"
          ? cell
          : known.next(cell, action);
      }),
    ],
    preference: [
      likelihood === "position" ? positionPreferences(map, contents) : CONTENT_PREFERENCES,
    ],
  };
}

function collectorLikelihood(contents: readonly number[], likelihood: LikelihoodName): Tensor {
  switch (likelihood) {
    case "position":
      return positionLikelihood(contents.length);
    case "content":
      return contentLikelihood(contents, COLLECTOR_OUTCOMES.length, WRONG_CONTENT_PROBABILITY);
    case "as-published":
      return flatLikelihood(PUBLISHED_COLUMN, contents.length);
    default:
      return likelihood satisfies never;
  }
}

function positionPreferences(map: GridMap, contents: readonly number[]): readonly number[] {
  const distances = goalDistances(map);
  const farthest = distances.reduce((left, right) => Math.max(left, right)) + 1;
  return contents.map((content, cell) => {
    const distance = distances[cell]!;
    return CONTENT_PREFERENCES[content]! - (distance === -1 ? farthest : distance);
  });
}

function contentOf(map: GridMap, cell: number): number {
  if (map.isWall(cell)) return OBSTACLE;
  return map.isGoal(cell) ? RESOURCE : EMPTY;
}
