import { InvalidOptionError } from "@paceline/core";
import type { OptionIssue } from "@paceline/core";

import { GRID_MOVES } from "./grid-action.ts";
import type { GridAction } from "./grid-action.ts";

/** Cells of one side. Models grow with the square of the cell count, so a larger map is a mistake. */
const SIDE_CELL_COUNT_MAX = 1_000;

/** The unchanging part of a grid world. A cell is numbered `row * columnCount + column`. */
export interface GridMap {
  readonly rowCount: number;
  readonly columnCount: number;
  readonly cellCount: number;
  /** Goal cells, ascending. */
  readonly goals: readonly number[];
  /** The map as text: equal for equal maps, and what {@link parseGridMap} reads. */
  readonly text: string;
  isWall(cell: number): boolean;
  isGoal(cell: number): boolean;
  /** The cell that one step of `action` leads to; the same cell when a wall or the edge is in the way. */
  next(cell: number, action: GridAction): number;
}

/**
 * Reads a map from lines of text: `.` is free, `#` a wall, `G` a goal. Blanks around and between cells
 * and empty lines around the map do not count.
 *
 *     parseGridMap(`
 *       . . #
 *       . # G
 *       . . .
 *     `)
 *
 * @throws {InvalidOptionError} naming every bad line.
 */
export function parseGridMap(text: string): GridMap {
  const lines = text
    .split("\n")
    .map((line) => line.replaceAll(/\s/g, ""))
    .filter((line) => line !== "");
  const columnCount = lines[0]?.length ?? 0;
  const issues: OptionIssue[] = [];
  if (
    lines.length === 0 ||
    lines.length > SIDE_CELL_COUNT_MAX ||
    columnCount > SIDE_CELL_COUNT_MAX
  ) {
    const expected = `1 to ${SIDE_CELL_COUNT_MAX} rows and columns`;
    issues.push({ path: "map", expected, received: `${lines.length} rows` });
  }
  for (const [row, line] of lines.entries()) {
    if (line.length === columnCount && /^[.#G]*$/.test(line)) continue;
    const expected = `${columnCount} cells, each one of ".", "#" and "G"`;
    issues.push({ path: `map.${row}`, expected, received: line });
  }
  if (issues.length > 0) throw new InvalidOptionError(issues);
  return createGridMap(lines, columnCount);
}

/** A map without walls. */
export function createOpenGridMap(size: number, goals: readonly number[] = []): GridMap {
  const rows = Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (_unused, column) =>
      goals.includes(row * size + column) ? "G" : ".",
    ).join(""),
  );
  return parseGridMap(rows.join("\n"));
}

function createGridMap(lines: readonly string[], columnCount: number): GridMap {
  const cells = lines.join("");
  const rowCount = lines.length;
  const isWall = (cell: number): boolean => cells[cell] === "#";
  return Object.freeze({
    rowCount,
    columnCount,
    cellCount: cells.length,
    goals: Array.from(cells.matchAll(/G/g), ({ index }) => index),
    text: lines.join("\n"),
    isWall,
    isGoal: (cell: number) => cells[cell] === "G",
    next(cell: number, action: GridAction) {
      const move = GRID_MOVES[action];
      const row = Math.floor(cell / columnCount) + move.rowCount;
      const column = (cell % columnCount) + move.columnCount;
      if (row < 0 || row >= rowCount || column < 0 || column >= columnCount) return cell;
      const target = row * columnCount + column;
      return isWall(target) ? cell : target;
    },
  });
}
