import type { BenchmarkResult } from "@paceline/core";

import { binRange, binRounds } from "../../histogram/histogram-bins.ts";
import type { BinRange, ForkRounds } from "../../histogram/histogram-bins.ts";
import { html, NOTHING } from "../../page/markup.ts";
import type { Markup } from "../../page/markup.ts";
import { formatTime } from "../../quantity/format-time.ts";
import { quantityText } from "../../quantity/quantity.ts";
import { roundsOf } from "./rounds-of.ts";
import { placeOf, violin } from "./violin.ts";
import type { ViolinBox } from "./violin.ts";

const WIDTH = 600;
const AXIS_HEIGHT = 20;
const TICK_COUNT = 5;
/** Rows get lower as forks get more, so that thirty still fit on a screen. */
const ROW_HEIGHT_MAX = 22;
const ROW_HEIGHT_MIN = 8;
const CHART_HEIGHT_MAX = 240;

/**
 * How the rounds of each fork are spread: a violin a fork on one axis, its median as a line. Forks that lie apart show
 * what rounds of one process cannot: that processes differ.
 */
export function distributionChart(benchmark: BenchmarkResult): Markup {
  const rounds = roundsOf(benchmark);
  const whole = binRange([rounds]);
  if (whole === null) return NOTHING;
  // The margin of the axis may reach below zero, where no time is.
  const range = { ...whole, low: Math.max(0, whole.low) };
  const wanted = Math.floor(CHART_HEIGHT_MAX / rounds.length);
  const rowHeight = Math.min(ROW_HEIGHT_MAX, Math.max(ROW_HEIGHT_MIN, wanted));
  const height = rounds.length * rowHeight + AXIS_HEIGHT;
  const boxOf = (row: number): ViolinBox => ({
    left: 0,
    width: WIDTH,
    top: row * rowHeight,
    height: rowHeight,
  });
  return html`<figure class="distribution">
    <svg
      viewBox="0 0 ${WIDTH} ${height}"
      role="img"
      aria-label="Distribution of rounds, one row for each of ${rounds.length} forks"
    >
      ${rounds.map((values, row) => violin([values], range, boxOf(row)))}${axis(range, boxOf(0), height)}
    </svg>
    <figcaption>
      Rounds by fork; a line at the median of each${outsideText(rounds, range)}
    </figcaption>
  </figure>`;
}

function axis(range: BinRange, box: ViolinBox, height: number): Markup {
  const step = (range.high - range.low) / (TICK_COUNT - 1);
  const bottom = height - AXIS_HEIGHT;
  const ticks = Array.from({ length: TICK_COUNT }, (_, tick) => {
    const value = range.low + tick * step;
    const x = placeOf(value, range, box);
    const anchor = tick === 0 ? "start" : tick === TICK_COUNT - 1 ? "end" : "middle";
    const text = quantityText(formatTime(value));
    return html`<path d="M${x} ${bottom}v4" /><text
        x="${x}"
        y="${bottom + 16}"
        text-anchor="${anchor}"
        >${text}</text
      >`;
  });
  return html`<g class="axis"><path d="M0 ${bottom}H${WIDTH}" />${ticks}</g>`;
}

function outsideText(rounds: ForkRounds, range: BinRange): string {
  const { belowCount, aboveCount } = binRounds(rounds, range, 1);
  const parts = [
    ...(belowCount > 0 ? [`${belowCount} below`] : []),
    ...(aboveCount > 0 ? [`${aboveCount} beyond`] : []),
  ];
  return parts.length === 0 ? "" : `; outside of the axis: ${parts.join(", ")}`;
}
