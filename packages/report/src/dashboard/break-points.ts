/** Stands between two points where nothing was measured for long: a line across would claim what nobody knows. */
export const BREAK = -1;

/** A pause of so many usual steps is a gap: weekends and holidays of a daily history are none. */
const GAP_FACTOR = 6;

/**
 * Places of points with a {@link BREAK} in each long pause.
 *
 * @param times - of all points, ascending.
 * @param points - places in `times`, ascending.
 */
export function withBreaks(times: Float64Array, points: readonly number[]): readonly number[] {
  const steps = points
    .slice(1)
    .map((point, at) => times[point]! - times[points[at]!]!)
    .toSorted((a, b) => a - b);
  const usual = steps[steps.length >> 1] ?? 0;
  return points.flatMap((point, at) => {
    const before = points[at - 1];
    const isAfterGap =
      before !== undefined && usual > 0 && times[point]! - times[before]! > GAP_FACTOR * usual;
    return isAfterGap ? [BREAK, point] : [point];
  });
}
