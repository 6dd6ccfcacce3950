/** What an agent can do on a grid, in the order in which models number it. */
export const GRID_ACTIONS = ["up", "down", "left", "right", "stay"] as const;

export type GridAction = (typeof GRID_ACTIONS)[number];

/** Rows down and columns right of one step of each action. */
export const GRID_MOVES = {
  up: { rowCount: -1, columnCount: 0 },
  down: { rowCount: 1, columnCount: 0 },
  left: { rowCount: 0, columnCount: -1 },
  right: { rowCount: 0, columnCount: 1 },
  stay: { rowCount: 0, columnCount: 0 },
} as const satisfies Record<GridAction, { rowCount: number; columnCount: number }>;
