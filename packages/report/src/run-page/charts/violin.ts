import { median, sortSamples } from "@paceline/core";

import { binRounds } from "../../histogram/histogram-bins.ts";
import type { BinRange, ForkRounds } from "../../histogram/histogram-bins.ts";
import { NOTHING, trustedMarkup } from "../../page/markup.ts";
import type { Markup } from "../../page/markup.ts";

const BIN_COUNT = 60;

/** Where a violin stands, in units of the picture. */
export interface ViolinBox {
  readonly left: number;
  readonly width: number;
  readonly top: number;
  readonly height: number;
}

/**
 * How values are spread, as an outline that is thick where they are many; forks weigh alike. A line stands at the
 * median of each fork. Half the outline goes along the upper edges of the bins, the other half back along the lower.
 */
export function violin(forks: ForkRounds, range: BinRange, box: ViolinBox): Markup {
  const measured = forks.filter((values) => values.length > 0);
  if (measured.length === 0) return NOTHING;
  const { shares } = binRounds(measured, range, BIN_COUNT);
  const highest = Math.max(...shares, Number.MIN_VALUE);
  const middle = box.top + box.height / 2;
  const halves = shares.map((share) => round((share / highest) * (box.height / 2 - 1)));
  const first = halves.findIndex((half) => half > 0);
  const last = halves.findLastIndex((half) => half > 0);
  const edge = (bin: number): number => round(box.left + (bin * box.width) / BIN_COUNT);
  const bins = first === -1 ? [] : Array.from({ length: last - first + 1 }, (_, at) => first + at);
  const upper = bins.map((bin) => `${edge(bin)} ${round(middle - halves[bin]!)}H${edge(bin + 1)}`);
  const lower = bins
    .toReversed()
    .map((bin) => `${edge(bin + 1)} ${round(middle + halves[bin]!)}H${edge(bin)}`);
  const outline = bins.length === 0 ? "" : `<path d="M${[...upper, ...lower].join("L")}Z"/>`;
  const medians = measured.map((values) => placeOf(median(sortSamples(values)), range, box));
  const lines = [...new Set(medians)].map(
    (x) => `M${x} ${round(box.top + 1)}V${round(box.top + box.height - 1)}`,
  );
  return trustedMarkup(`${outline}<path class="middle" d="${lines.join("")}"/>`);
}

/** A value on the axis; what lies outside is held at its end. */
export const placeOf = (
  value: number,
  { low, high }: BinRange,
  { left, width }: ViolinBox,
): number => round(left + Math.min(1, Math.max(0, (value - low) / (high - low))) * width);

const round = (value: number): number => Math.round(value * 10) / 10;
