/**
 * The points that a chart of so many columns needs: of those that share a column, the least and the greatest, so that no
 * spike is lost. A browser draws thousands at once, and a history may hold a million.
 *
 * @param times - Ascending.
 * @param shown - The stretch of time that the columns divide; the nearest point on either side of it is kept, since the
 *   line comes from there.
 * @returns Their places, ascending.
 */
export function thinPoints(
  { times, values }: { readonly times: Float64Array; readonly values: Float64Array },
  shown: { readonly min: number; readonly max: number },
  columnCount: number,
): readonly number[] {
  const columnOf = (time: number): number =>
    Math.floor(((time - shown.min) / (shown.max - shown.min)) * columnCount);
  const first = Math.max(0, firstAtLeast(times, shown.min) - 1);
  const end = Math.min(times.length, firstAtLeast(times, shown.max) + 2);
  const kept: number[] = [];
  for (let start = first; start < end;) {
    const column = columnOf(times[start]!);
    let [least, greatest, next] = [start, start, start + 1];
    for (; next < end && columnOf(times[next]!) === column; next++) {
      if (values[next]! < values[least]!) least = next;
      if (values[next]! > values[greatest]!) greatest = next;
    }
    kept.push(Math.min(least, greatest));
    if (least !== greatest) kept.push(Math.max(least, greatest));
    start = next;
  }
  return kept;
}

/** @returns The place of the first time that is not before; the length when all are. */
function firstAtLeast(times: Float64Array, time: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]! < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
