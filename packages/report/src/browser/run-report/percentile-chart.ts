import uPlot from "uplot";

import { axisStyle, forkColor } from "./fork-colors.ts";
import type { ForkRounds } from "./read-rounds.ts";
import { timeText } from "./rounds-chart.ts";

const HEIGHT = 200;
/** Places on the axis are logarithms of one over what lies beyond, so that the tail gets room. */
const MARKS = [0, 0.5, 0.9, 0.95, 0.99, 0.999, 0.9999];

const placeOf = (ratio: number): number => -Math.log10(1 - ratio);

/** Every round of a fork by its rank: the tail is at the right, stretched as in latency plots. */
export function drawPercentiles(forks: ForkRounds, place: HTMLElement, width: number): uPlot {
  const sorted = forks.map((rounds) => rounds.slice().sort());
  const longest = Math.max(2, ...sorted.map((rounds) => rounds.length));
  const ratios = Float64Array.from(
    { length: Math.min(longest, 400) },
    (_, index, count = Math.min(longest, 400)) =>
      1 - 10 ** (-(index / (count - 1)) * Math.log10(longest)),
  );
  const places = ratios.map(placeOf);
  const end = places.at(-1) ?? 1;
  const series = sorted.map((rounds) =>
    Array.from(ratios, (ratio) =>
      rounds.length === 0
        ? null
        : rounds[Math.min(rounds.length - 1, Math.floor(ratio * rounds.length))]!,
    ),
  );
  return new uPlot(
    {
      width,
      height: HEIGHT,
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false } },
      scales: { x: { time: false } },
      axes: [
        {
          ...axisStyle(),
          label: "percentile",
          labelFont: axisStyle().font,
          labelSize: 18,
          size: 30,
          splits: () => MARKS.map(placeOf).filter((mark) => mark <= end),
          values: (_self, splits) =>
            splits.map((split) => `p${Number(((1 - 10 ** -split) * 100).toFixed(2))}`),
        },
        { ...axisStyle(), size: 72, values: (_self, splits) => splits.map(timeText) },
      ],
      series: [
        {},
        ...forks.map((_, fork) => ({
          stroke: forkColor(fork),
          width: 1.5,
          points: { show: false },
        })),
      ],
    },
    [places, ...series],
    place,
  );
}
