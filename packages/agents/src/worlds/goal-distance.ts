import { GRID_ACTIONS } from "./grid-action.ts";
import type { GridMap } from "./grid-map.ts";

/**
 * Steps from every cell to the nearest goal around the walls, by breadth-first search from the goals.
 *
 * @returns one count a cell; -1 for walls and for cells from which no goal can be reached.
 */
export function goalDistances(map: GridMap): Int32Array {
  const distances = new Int32Array(map.cellCount).fill(-1);
  const frontier: number[] = [...map.goals];
  for (const goal of frontier) distances[goal] = 0;
  // Moves are symmetric, so the search may walk them backwards. The array grows while it is read.
  for (const cell of frontier) {
    for (const action of GRID_ACTIONS) {
      const neighbour = map.next(cell, action);
      if (distances[neighbour] !== -1) continue;
      distances[neighbour] = distances[cell]! + 1;
      frontier.push(neighbour);
    }
  }
  return distances;
}
