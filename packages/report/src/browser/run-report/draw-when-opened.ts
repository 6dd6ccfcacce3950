import { make } from "../page/dom.ts";
import { drawPercentiles } from "./percentile-chart.ts";
import type { ForkRounds } from "./read-rounds.ts";
import { drawRounds } from "./rounds-chart.ts";
import { THEME_CHANGED } from "../page/theme-control.ts";

/** Charts of a benchmark are drawn when its details are first opened: a page of hundreds must not wait for all. */
export function drawWhenOpened(unpacked: Promise<readonly ForkRounds[]>): void {
  const redraws = new Set<() => void>();
  for (const details of document.querySelectorAll<HTMLDetailsElement>("details.benchmark")) {
    details.addEventListener(
      "toggle",
      async () => {
        const rounds = (await unpacked)[Number(details.dataset["benchmark"])];
        const place = details.querySelector<HTMLElement>(".drawn");
        if (rounds === undefined || place === null) return;
        const draw = (): void => {
          place.replaceChildren();
          const width = chartWidth(place.clientWidth);
          for (const [title, drawChart] of CHARTS) {
            const figure = make("figure", {}, make("figcaption", {}, title));
            place.append(figure);
            drawChart(rounds, figure, width);
          }
        };
        draw();
        redraws.add(draw);
      },
      { once: true },
    );
  }
  const redrawAll = (): void => {
    for (const redraw of redraws) redraw();
  };
  addEventListener(THEME_CHANGED, redrawAll);
}

/** Two beside each other where there is room, one below the other elsewhere; in CSS pixels. */
const chartWidth = (room: number): number =>
  room >= 2 * SIDE_WIDTH_MIN + GAP
    ? Math.floor((room - GAP) / 2)
    : Math.max(240, Math.min(640, room));

const SIDE_WIDTH_MIN = 400;
const GAP = 24;

const CHARTS = [
  ["Rounds over time: each fork is a line; drag to zoom, double-click to go back", drawRounds],
  ["Percentiles of the rounds of each fork", drawPercentiles],
] as const;
