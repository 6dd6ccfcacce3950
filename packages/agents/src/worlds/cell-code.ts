/** What can be seen in one cell, coded as FreeAgentics codes it in its agents' surroundings. */
export const CELL_CODES = {
  outOfBounds: -2,
  obstacle: -1,
  empty: 0,
  goal: 1,
  agent: 2,
} as const;

export type CellCode = (typeof CELL_CODES)[keyof typeof CELL_CODES];
