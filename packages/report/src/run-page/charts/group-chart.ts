import type { BenchmarkResult } from "@paceline/core";

import { binRange } from "../../histogram/histogram-bins.ts";
import type { BinRange } from "../../histogram/histogram-bins.ts";
import { html, NOTHING } from "../../page/markup.ts";
import type { Markup } from "../../page/markup.ts";
import { formatTime } from "../../quantity/format-time.ts";
import { quantityText } from "../../quantity/quantity.ts";
import { benchmarkLabel } from "../../table/benchmark-facts.ts";
import type { BenchmarkGroup } from "../../table/group-benchmarks.ts";
import { truncateMiddle } from "../../words/display-width.ts";
import { roundsOf } from "./rounds-of.ts";
import { placeOf, violin } from "./violin.ts";
import type { ViolinBox } from "./violin.ts";

const WIDTH = 960;
const LEFT = 300;
const RIGHT = 34;
const ROW_HEIGHT = 24;
const AXIS_HEIGHT = 22;
/** So that labels of wide letters stay in the picture. */
const LABEL_LENGTH_MAX = 40;
/** Marks at 1, 2 and 5 of each decade; of a wide axis only the decades. */
const STEPS = [1, 2, 5];
const MARK_COUNT_MAX = 9;

/** A picture without its frame, in units of its own. */
export interface GroupPicture {
  readonly content: Markup;
  readonly width: number;
  readonly height: number;
  readonly rowCount: number;
}

/** The benchmarks of a group on one logarithmic axis of time: a violin each, with the median of every fork. */
export function groupPicture(benchmarks: readonly BenchmarkResult[]): GroupPicture | null {
  const rows = benchmarks.flatMap((benchmark) => {
    const forks = roundsOf(benchmark).map((rounds) => rounds.map(Math.log10));
    const isMeasured = forks.some((rounds) => rounds.length > 0);
    return isMeasured ? [{ label: benchmarkLabel(benchmark), forks }] : [];
  });
  const range = binRange(rows.map(({ forks }) => forks));
  if (range === null) return null;
  const box = (row: number): ViolinBox => ({
    left: LEFT,
    width: WIDTH - LEFT - RIGHT,
    top: row * ROW_HEIGHT,
    height: ROW_HEIGHT,
  });
  const height = rows.length * ROW_HEIGHT + AXIS_HEIGHT;
  const content = html`${marks(range, box(0), height)}${rows.map(
    ({ label, forks }, row) =>
      html`<text class="name" x="${LEFT - 12}" y="${row * ROW_HEIGHT + 16}" text-anchor="end">
          ${truncateMiddle(label, LABEL_LENGTH_MAX)}</text
        >${violin(forks, range, box(row))}`,
  )}`;
  return { content, width: WIDTH, height, rowCount: rows.length };
}

/** The picture as part of the report. */
export function groupChart({ title, benchmarks }: BenchmarkGroup): Markup {
  const picture = groupPicture(benchmarks);
  if (picture === null) return NOTHING;
  return html`<figure class="distribution wide">
    <div class="scroll" tabindex="0" role="region" aria-label="Chart of ${title}">
      <svg
        viewBox="0 0 ${picture.width} ${picture.height}"
        role="img"
        aria-label="Times of ${picture.rowCount} benchmarks on one axis; the table holds the numbers"
      >
        ${picture.content}
      </svg>
    </div>
    <figcaption>${GROUP_CAPTION}</figcaption>
  </figure>`;
}

export const GROUP_CAPTION =
  "Time of an iteration, logarithmic: how rounds are spread, forks counted alike; a line at the median of each fork";

function marks(range: BinRange, box: ViolinBox, height: number): Markup {
  const bottom = height - AXIS_HEIGHT;
  return html`<g class="axis"
    >${markValues(range).map((value) => {
      const x = placeOf(Math.log10(value), range, box);
      return html`<path d="M${x} 0V${bottom}" /><text
          x="${x}"
          y="${bottom + 16}"
          text-anchor="middle"
          >${quantityText(formatTime(value))}</text
        >`;
    })}</g
  >`;
}

function markValues({ low, high }: BinRange): readonly number[] {
  const decades = Array.from(
    { length: Math.ceil(high) - Math.floor(low) + 1 },
    (_, index) => 10 ** (Math.floor(low) + index),
  );
  const isInside = (value: number): boolean =>
    Math.log10(value) >= low && Math.log10(value) <= high;
  const all = decades.flatMap((decade) => STEPS.map((step) => step * decade)).filter(isInside);
  const marked = all.length <= MARK_COUNT_MAX ? all : decades.filter(isInside);
  // Between two marks, when all values lie close together, its own ends are better than nothing.
  return marked.length >= 2 ? marked : [10 ** low, 10 ** high];
}
