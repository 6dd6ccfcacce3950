import uPlot from "uplot";

import { quantityText } from "../../quantity/quantity.ts";
import { formatTime } from "../../quantity/format-time.ts";
import { axisStyle, forkColor } from "./fork-colors.ts";
import type { ForkRounds } from "./read-rounds.ts";

const HEIGHT = 200;

export const timeText = (ns: number): string => quantityText(formatTime(ns));

/** Time of each round in the order in which it ran: drift, warm-up that went on, and pauses are seen here. */
export function drawRounds(forks: ForkRounds, place: HTMLElement, width: number): uPlot {
  const longest = Math.max(0, ...forks.map((rounds) => rounds.length));
  const positions = Float64Array.from({ length: longest }, (_, index) => index + 1);
  const series = forks.map((rounds) =>
    Array.from({ length: longest }, (_, index) => rounds[index] ?? null),
  );
  return new uPlot(
    {
      width,
      height: HEIGHT,
      legend: { show: false },
      cursor: { y: false, drag: { x: true, y: false } },
      scales: { x: { time: false } },
      axes: [
        { ...axisStyle(), label: "round", labelFont: axisStyle().font, labelSize: 18, size: 30 },
        { ...axisStyle(), size: 72, values: (_self, splits) => splits.map(timeText) },
      ],
      series: [
        {},
        ...forks.map((_, fork) => ({ stroke: forkColor(fork), width: 1, points: { show: false } })),
      ],
    },
    [positions, ...series],
    place,
  );
}
