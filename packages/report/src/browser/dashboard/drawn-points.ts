import type uPlot from "uplot";

import { BREAK, withBreaks } from "../../dashboard/break-points.ts";
import { thinPoints } from "../../dashboard/thin-points.ts";
import type { Line } from "./history-data.ts";

/** Lines up to here are drawn point by point. */
const POINTS_WHOLE_MAX = 10_000;

export interface Seconds {
  readonly min: number;
  readonly max: number;
}

/** What is given to the chart: all points of a short line, of a long one those that can be told apart. */
export function drawnPoints(
  line: Line,
  times: Float64Array,
): {
  /** Whether other points are drawn when another stretch is shown. */
  readonly isThinned: boolean;
  readonly within: (shown: Seconds, columnCount: number) => uPlot.AlignedData;
  readonly pointOf: (place: number) => number;
} {
  const values = line.values();
  const isWhole = times.length <= POINTS_WHOLE_MAX;
  let points: readonly number[] = isWhole ? withBreaks(times, [...times.keys()]) : [];
  return {
    isThinned: !isWhole,
    within(shown, columnCount) {
      if (!isWhole) points = thinPoints({ times, values }, shown, columnCount);
      return [
        Float64Array.from(points, (point, at) =>
          // A break needs a time of its own between those of its neighbours.
          point === BREAK ? (times[points[at - 1]!]! + times[points[at + 1]!]!) / 2 : times[point]!,
        ),
        points.map((point) => (point === BREAK ? null : values[point]!)),
        points.map((point) => (point === BREAK ? null : orGap(line.low(point)))),
        points.map((point) => (point === BREAK ? null : orGap(line.high(point)))),
      ];
    },
    pointOf(place) {
      const point = points[place] ?? 0;
      return point === BREAK ? points[place - 1]! : point;
    },
  };
}

/** uPlot leaves gaps where a value is null, not where it is no number. */
const orGap = (value: number): number | null => (Number.isNaN(value) ? null : value);
