import type { ModelDefinition } from "../model/model-definition.ts";
import type { World } from "./world.ts";

/** A cell of the grid. */
export interface Cell {
  readonly row: number;
  readonly column: number;
}

/** Where things are. The world needs one of `cueCells` and one of `rewardCells` chosen. */
export interface ChainingLayout {
  readonly rowCount: number;
  readonly columnCount: number;
  readonly start: Cell;
  /** Where the first cue is: it tells at which of `cueCells` the second one is. */
  readonly firstCue: Cell;
  readonly cueCells: readonly Cell[];
  /** The second cue tells which of these two brings the reward; the other one brings a shock. */
  readonly rewardCells: readonly [Cell, Cell];
}

/** The layout of pymdp's cue chaining demonstration: a grid of 5 by 7. */
export const CHAINING_LAYOUT: ChainingLayout = {
  rowCount: 5,
  columnCount: 7,
  start: { row: 0, column: 0 },
  firstCue: { row: 2, column: 0 },
  cueCells: [
    { row: 0, column: 2 },
    { row: 1, column: 3 },
    { row: 3, column: 3 },
    { row: 4, column: 2 },
  ],
  rewardCells: [
    { row: 1, column: 5 },
    { row: 3, column: 5 },
  ],
};

export const CHAINING_ACTIONS = ["up", "down", "left", "right", "stay"] as const;

const STEPS = [
  { row: -1, column: 0 },
  { row: 1, column: 0 },
  { row: 0, column: -1 },
  { row: 0, column: 1 },
  { row: 0, column: 0 },
] as const;

/**
 * Model of epistemic chaining: the first cue is worth finding because it tells where the second is, and
 * that one because it tells where the reward is.
 *
 * @param rewardPreference - log preferences for nothing, the reward and the shock.
 *
 * @see pymdp, `examples/legacy/cue_chaining_demo`; cpp-AIF (2023), `epistemic_chaining`.
 */
export function buildChainingModel(
  layout: ChainingLayout = CHAINING_LAYOUT,
  rewardPreference: readonly [number, number, number] = [0, 2, -4],
): ModelDefinition {
  const cells = listCells(layout);
  const cues = [...layout.cueCells.keys()];
  const sides = [0, 1];
  /** p(outcome | cell, cue, side) for outcomes that are certain. */
  const certain = (
    outcomeCount: number,
    outcomeAt: (cell: Cell, cue: number, side: number) => number,
  ): readonly unknown[] =>
    Array.from({ length: outcomeCount }, (_, outcome) =>
      cells.map((cell) =>
        cues.map((cue) => sides.map((side) => Number(outcomeAt(cell, cue, side) === outcome))),
      ),
    );
  return {
    name: "epistemic chaining",
    states: [
      { name: "place", levels: cells.map(({ row, column }) => `${row},${column}`) },
      { name: "second cue", levels: cues.length },
      { name: "reward side", levels: 2 },
    ],
    observations: [
      { name: "place", levels: cells.map(({ row, column }) => `${row},${column}`) },
      { name: "first cue", levels: ["none", ...cues.map((cue) => `cue ${cue}`)] },
      { name: "second cue", levels: ["none", "first side", "second side"] },
      { name: "reward", levels: ["none", "reward", "shock"] },
    ],
    controls: [
      { name: "move", levels: CHAINING_ACTIONS },
      { name: "second cue", levels: ["as it is"] },
      { name: "reward side", levels: ["as it is"] },
    ],
    likelihoodDependencies: [[0], [0, 1, 2], [0, 1, 2], [0, 1, 2]],
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- nesting depth follows from `certain`
    likelihood: [
      cells.map((seen) => cells.map((cell) => Number(seen === cell))),
      certain(cues.length + 1, (cell, cue) => firstCueAt(layout, cell, cue)),
      certain(3, (cell, cue, side) => secondCueAt(layout, cell, { cue, side })),
      certain(3, (cell, _cue, side) => rewardAt(layout, cell, side)),
    ] as ModelDefinition["likelihood"],
    transition: [
      cells.map((next) =>
        cells.map((cell) =>
          STEPS.map((_, action) => Number(isSameCell(moveFrom(layout, cell, action), next))),
        ),
      ),
      cues.map((next) => cues.map((cue) => [Number(next === cue)])),
      sides.map((next) => sides.map((side) => [Number(next === side)])),
    ],
    preference: [cells.map(() => 0), [0, ...cues.map(() => 0)], [0, 0, 0], rewardPreference],
    prior: [
      cells.map((cell) => Number(isSameCell(cell, layout.start))),
      cues.map(() => 1 / cues.length),
      [0.5, 0.5],
    ],
  };
}

/** A chaining world to act in, with the second cue and the reward where the caller puts them. */
export function createChaining(
  { cue, side }: { readonly cue: number; readonly side: 0 | 1 },
  layout: ChainingLayout = CHAINING_LAYOUT,
): World & { place(): Cell } {
  let cell = layout.start;
  return {
    place: () => cell,
    observe: () => [
      cell.row * layout.columnCount + cell.column,
      firstCueAt(layout, cell, cue),
      secondCueAt(layout, cell, { cue, side }),
      rewardAt(layout, cell, side),
    ],
    act(actions) {
      cell = moveFrom(layout, cell, actions[0]!);
    },
  };
}

const isSameCell = (left: Cell, right: Cell): boolean =>
  left.row === right.row && left.column === right.column;

const listCells = ({ rowCount, columnCount }: ChainingLayout): readonly Cell[] =>
  Array.from({ length: rowCount * columnCount }, (_, index) => ({
    row: Math.floor(index / columnCount),
    column: index % columnCount,
  }));

function moveFrom({ rowCount, columnCount }: ChainingLayout, cell: Cell, action: number): Cell {
  const row = cell.row + STEPS[action]!.row;
  const column = cell.column + STEPS[action]!.column;
  const isInside = row >= 0 && row < rowCount && column >= 0 && column < columnCount;
  return isInside ? { row, column } : cell;
}

const firstCueAt = ({ firstCue }: ChainingLayout, cell: Cell, cue: number): number =>
  isSameCell(cell, firstCue) ? 1 + cue : 0;

const secondCueAt = (
  { cueCells }: ChainingLayout,
  cell: Cell,
  { cue, side }: { cue: number; side: number },
): number => (isSameCell(cell, cueCells[cue]!) ? 1 + side : 0);

function rewardAt({ rewardCells }: ChainingLayout, cell: Cell, side: number): number {
  const found = rewardCells.findIndex((rewarded) => isSameCell(rewarded, cell));
  if (found < 0) return 0;
  return found === side ? 1 : 2;
}
