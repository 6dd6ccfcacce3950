import type { ColumnName } from "./columns.ts";
import type { FilledColumn } from "./table-cells.ts";

/** Columns between two columns of numbers. */
export const COLUMN_GAP = 2;

/** A name narrower than this says nothing, so the table takes more lines a row instead. */
const NAME_WIDTH_MIN = 16;
/** Names up to this width are not cut to make room for more columns. */
const NAME_WIDTH_ROOMY = 40;
/** Columns that were asked for may shorten a name further before the row is folded. */
const NAME_WIDTH_CHOSEN = 24;

/** Numbers that share one place in the table, one above the other. */
export type ColumnStack = readonly FilledColumn[];

export interface TableLayout {
  readonly stacks: readonly ColumnStack[];
  readonly nameWidth: number;
  /** Lines of numbers in one row. */
  readonly lineCount: number;
}

interface DefaultColumns {
  readonly nameWidthMin: number;
  readonly stacks: readonly (readonly ColumnName[])[];
}

/**
 * What is shown when nobody asked for columns, best first: everything on one line; everything on two,
 * with what belongs together one above the other; then less and less.
 */
const DEFAULT_COLUMNS: readonly DefaultColumns[] = [
  {
    nameWidthMin: NAME_WIDTH_ROOMY,
    stacks: [
      ["min"],
      ["max"],
      ["mean"],
      ["stddev"],
      ["median"],
      ["interval"],
      ["iqr"],
      ["outliers"],
      ["ops"],
      ["items"],
      ["rounds"],
      ["allocated"],
      ["ratio"],
    ],
  },
  {
    nameWidthMin: NAME_WIDTH_ROOMY,
    stacks: [
      ["min", "max"],
      ["mean", "stddev"],
      ["median", "interval"],
      ["iqr", "outliers"],
      ["ops", "items"],
      ["allocated", "forks"],
      ["rounds", "ratio"],
    ],
  },
  {
    nameWidthMin: NAME_WIDTH_MIN,
    stacks: [
      ["min", "max"],
      ["mean", "stddev"],
      ["median", "margin"],
      ["iqr", "outliers"],
      ["ops", "items"],
      ["rounds", "ratio"],
    ],
  },
  {
    nameWidthMin: NAME_WIDTH_MIN,
    stacks: [
      ["mean", "stddev"],
      ["median", "margin"],
      ["ops", "items"],
      ["rounds", "ratio"],
    ],
  },
  {
    nameWidthMin: NAME_WIDTH_MIN,
    stacks: [
      ["median", "margin"],
      ["ops", "items"],
    ],
  },
  { nameWidthMin: 0, stacks: [["median", "margin"]] },
];

interface LayoutRequest {
  readonly width: number;
  /** Widest name: with its parameters on one line, and with them on a line of their own. */
  readonly labelWidthMax: number;
  readonly stackedLabelWidthMax: number;
  readonly fill: (name: ColumnName) => FilledColumn;
}

/** The fullest layout of the default columns that fits. Columns that would be empty are left out. */
export function layoutDefaultColumns(request: LayoutRequest): TableLayout {
  const candidates = DEFAULT_COLUMNS.map(({ nameWidthMin, stacks }) => ({
    nameWidthMin,
    stacks: stacks
      .map((names) => names.map(request.fill).filter(({ isEmpty }) => !isEmpty))
      .filter((stack) => stack.length > 0),
  }));
  return firstThatFits(candidates, request);
}

/**
 * All of the columns that were asked for, however narrow the terminal: on one line where they fit,
 * otherwise folded into as few lines as possible.
 */
export function layoutChosenColumns(
  names: readonly ColumnName[],
  request: LayoutRequest,
): TableLayout {
  const columns = names.map(request.fill);
  const candidates = columns.map((_, index) => ({
    nameWidthMin: index === 0 ? NAME_WIDTH_CHOSEN : NAME_WIDTH_MIN,
    stacks: foldColumns(columns, index + 1),
  }));
  return firstThatFits(candidates, request);
}

/** Stacks of `lineCount` columns each, from left to right and in each from top to bottom. */
const foldColumns = (columns: readonly FilledColumn[], lineCount: number): readonly ColumnStack[] =>
  Array.from({ length: Math.ceil(columns.length / lineCount) }, (_, index) =>
    columns.slice(index * lineCount, (index + 1) * lineCount),
  );

interface Candidate {
  readonly nameWidthMin: number;
  readonly stacks: readonly ColumnStack[];
}

/** The last candidate is taken even when it does not fit: it is the narrowest there is. */
function firstThatFits(candidates: readonly Candidate[], request: LayoutRequest): TableLayout {
  const layouts = candidates.map(({ stacks }) => layOut(stacks, request));
  const fitting = layouts.find(({ nameWidth, lineCount }, index) => {
    const wanted = Math.min(candidates[index]!.nameWidthMin, nameWidthMaxOf(request, lineCount));
    return nameWidth >= wanted;
  });
  return fitting ?? layouts.at(-1) ?? { stacks: [], nameWidth: request.width, lineCount: 1 };
}

function layOut(stacks: readonly ColumnStack[], request: LayoutRequest): TableLayout {
  const lineCount = Math.max(1, ...stacks.map((stack) => stack.length));
  const numbersWidth = stacks.reduce((total, stack) => total + COLUMN_GAP + stackWidth(stack), 0);
  const nameWidth = Math.max(
    0,
    Math.min(nameWidthMaxOf(request, lineCount), request.width - numbersWidth),
  );
  return { stacks, nameWidth, lineCount };
}

const nameWidthMaxOf = (request: LayoutRequest, lineCount: number): number =>
  lineCount === 1 ? request.labelWidthMax : request.stackedLabelWidthMax;

export const stackWidth = (stack: ColumnStack): number =>
  Math.max(0, ...stack.map(({ width }) => width));
