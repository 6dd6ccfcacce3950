/** Where an anonymous function begins, as one number that sorts by line, then column. */
export type Position = number;

const COLUMN_MAX = 2 ** 20;

export const positionOf = (line: number, column: number): Position =>
  line * COLUMN_MAX + Math.min(column, COLUMN_MAX - 1);

/**
 * Numbers the anonymous functions of one file so that the same one has the same number on both sides.
 *
 * Counting alone would not do: a profile sees only functions that were on top or below when it looked,
 * so a number is not a place in the file. Functions at the same position are the same; between two of
 * those, functions that are equally many on both sides are the same in order, since a line was added
 * above them. The others are on one side only.
 *
 * @param base - positions on the base, ascending, each once; `head` alike.
 * @returns the number of each position, from 1 in order of the file.
 */
export function alignAnonymous(
  base: readonly Position[],
  head: readonly Position[],
): { readonly base: ReadonlyMap<Position, number>; readonly head: ReadonlyMap<Position, number> } {
  const numbers = { base: new Map<Position, number>(), head: new Map<Position, number>() };
  const shared = new Set(head);
  const anchors = base.filter((position) => shared.has(position));
  let count = 0;
  let baseIndex = 0;
  let headIndex = 0;
  for (const anchor of [...anchors, Number.POSITIVE_INFINITY]) {
    const baseGap = takeUntil(base, baseIndex, anchor);
    const headGap = takeUntil(head, headIndex, anchor);
    baseIndex += baseGap.length + 1;
    headIndex += headGap.length + 1;
    const isSame = baseGap.length === headGap.length;
    for (const position of baseGap) numbers.base.set(position, ++count);
    if (isSame) count -= headGap.length;
    for (const position of headGap) numbers.head.set(position, ++count);
    if (anchor === Number.POSITIVE_INFINITY) break;
    count++;
    numbers.base.set(anchor, count);
    numbers.head.set(anchor, count);
  }
  return numbers;
}

function takeUntil(
  positions: readonly Position[],
  start: number,
  end: Position,
): readonly Position[] {
  const stop = positions.findIndex((position, index) => index >= start && position >= end);
  return positions.slice(start, stop === -1 ? positions.length : stop);
}
