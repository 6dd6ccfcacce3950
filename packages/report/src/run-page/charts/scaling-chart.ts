import { rateAt } from "@paceline/analysis";

import { html, NOTHING } from "../../page/markup.ts";
import type { Markup } from "../../page/markup.ts";
import { logScale } from "../../concurrency/plot/rate-lines.ts";
import type { LogScale } from "../../concurrency/plot/rate-lines.ts";
import { formatMetric } from "../../quantity/format-metric.ts";
import { quantityText } from "../../quantity/quantity.ts";
import { formatCount } from "../../quantity/significant-digits.ts";
import type { ScalingCurves, ScalingPlace, ScalingSeries } from "./scaling-series.ts";
import { lawText } from "./law-text.ts";

const WIDTH = 600;
const HEIGHT = 260;
const LEFT = 76;
const RIGHT = 16;
const TOP = 12;
const BOTTOM = 34;
const TICK_COUNT = 5;
const CURVE_STEP_COUNT = 48;
/** Classes of the style sheet, each with a colour and a dash of its own; more series share them. */
const LOOK_COUNT = 6;

interface Scales {
  readonly counts: LogScale;
  readonly values: LogScale;
}

/** Throughput (or time) over a number, both axes logarithmic, with intervals, and the fitted law where there is one. */
export function scalingChart({ name, parameter, unit, series }: ScalingCurves): Markup {
  const places = series.flatMap((each) => each.places);
  const scales: Scales = {
    counts: logScale(places.map(({ count }) => count)),
    values: logScale(
      places.flatMap(({ value, low, high }) => [
        value,
        Math.max(low ?? value, value / 3),
        Math.min(high ?? value, value * 3),
      ]),
    ),
  };
  const what = unit === "ns" ? "Time of an iteration" : "Items per second";
  const laws = series.flatMap((each) => lawText(each));
  return html`<figure class="scaling">
    <svg
      viewBox="0 0 ${WIDTH} ${HEIGHT}"
      role="img"
      aria-label="${what} of ${name} over ${parameter}; the table above holds the numbers"
    >
      ${axes(places, scales, unit, parameter)}
      ${series.map((each, index) => seriesMarks(each, scales, index % LOOK_COUNT))}
    </svg>
    <figcaption>
      ${what}: ${name} over ${parameter}, with 95 % intervals${legend(series)}
    </figcaption>
    ${
      laws.length === 0
        ? NOTHING
        : html`<ul class="laws">
            ${laws.map((text) => html`<li>${text}</li>`)}
          </ul>`
    }
  </figure>`;
}

function legend(series: readonly ScalingSeries[]): Markup {
  if (series.length < 2) return NOTHING;
  const items = series.map(
    ({ label }, index) => html`<span class="look${index % LOOK_COUNT}">${label || "other"}</span>`,
  );
  return html`<span class="legend">${items}</span>`;
}

function axes(
  places: readonly ScalingPlace[],
  { counts, values }: Scales,
  unit: string,
  parameter: string,
): Markup {
  const bottom = HEIGHT - BOTTOM;
  const ticks = Array.from({ length: TICK_COUNT }, (_, tick) =>
    Math.exp(
      Math.log(values.low) +
        (tick / (TICK_COUNT - 1)) * (Math.log(values.high) - Math.log(values.low)),
    ),
  );
  const labels = sparse(
    [...new Set(places.map(({ count }) => count))].toSorted((a, b) => a - b),
    counts,
  );
  return html`<g class="axis"
    >${ticks.map((value) => {
      const y = yOf({ counts, values }, value);
      return html`<path class="grid" d="M${LEFT} ${y}H${WIDTH - RIGHT}" /><text
          x="${LEFT - 8}"
          y="${y + 4}"
          text-anchor="end"
          >${quantityText(formatMetric(value, unit))}</text
        >`;
    })}${labels.map((count) => html`<text x="${xOf(counts, count)}" y="${bottom + 16}" text-anchor="middle">${formatCount(count)}</text>`)}<text
      x="${(LEFT + WIDTH - RIGHT) / 2}"
      y="${HEIGHT - 4}"
      text-anchor="middle"
      >${parameter}</text
    ></g
  >`;
}

/** Numbers that would stand on each other are left out; the points stay. */
function sparse(sorted: readonly number[], counts: LogScale): readonly number[] {
  const kept: number[] = [];
  for (const count of sorted) {
    const before = kept.at(-1);
    if (before === undefined || xOf(counts, count) - xOf(counts, before) >= 34) kept.push(count);
  }
  return kept;
}

function seriesMarks({ places, law }: ScalingSeries, scales: Scales, look: number): Markup {
  const spots = places.map((place) => ({
    place,
    x: xOf(scales.counts, place.count),
    y: yOf(scales, place.value),
  }));
  const line = spots.map(({ x, y }) => `${x} ${y}`).join("L");
  return html`<g class="look${look}"
    >${spots.map(({ place: { low, high }, x }) =>
      low === null || high === null
        ? NOTHING
        : html`<path class="interval" d="M${x} ${yOf(scales, low)}V${yOf(scales, high)}" />`,
    )}<path
      class="line"
      d="M${line}"
    />${law?.state === "fitted" ? lawCurve(places, law.law, scales) : NOTHING}${spots.map(
      ({ x, y }) => html`<circle cx="${x}" cy="${y}" r="3.5" />`,
    )}</g
  >`;
}

function lawCurve(
  places: readonly ScalingPlace[],
  law: Parameters<typeof rateAt>[0],
  scales: Scales,
): Markup {
  const { low, high } = scales.counts;
  const first = Math.max(low, places[0]!.count);
  const points = Array.from({ length: CURVE_STEP_COUNT + 1 }, (_, step) => {
    const count = first * (high / first) ** (step / CURVE_STEP_COUNT);
    return `${xOf(scales.counts, count)} ${yOf(scales, rateAt(law, count))}`;
  });
  return html`<path class="law" d="M${points.join("L")}" />`;
}

const xOf = (counts: LogScale, count: number): number =>
  round(LEFT + counts.place(count) * (WIDTH - LEFT - RIGHT));

function yOf({ values }: Scales, value: number): number {
  const placed = Math.min(1, Math.max(0, values.place(Math.max(value, Number.MIN_VALUE))));
  return round(TOP + (1 - placed) * (HEIGHT - TOP - BOTTOM));
}

const round = (value: number): number => Math.round(value * 10) / 10;
