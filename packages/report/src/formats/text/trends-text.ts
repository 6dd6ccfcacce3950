import type { Trend } from "@paceline/analysis";

import { formatMetric } from "../../quantity/format-metric.ts";
import { sparkline } from "../../trends/sparkline.ts";
import { changeWords, trendLabel, trendPlace } from "../../trends/trend-words.ts";
import { displayWidth, padEnd, padStart, truncateMiddle } from "../../words/display-width.ts";
import type { Paint } from "../../words/paint.ts";
import { hangingParagraph } from "../../words/wrap-words.ts";

export interface TrendsTextOptions {
  readonly width: number;
  readonly paint: Paint;
}

const LABEL_WIDTH_MAX = 44;
const SPARKLINE_WIDTH_MAX = 40;
const SPARKLINE_WIDTH_MIN = 8;

/** Series with their last value, a sparkline and each change below, grouped by machine and runtime. */
export function renderTrends(trends: readonly Trend[], options: TrendsTextOptions): string {
  if (trends.length === 0) return "no results in this time\n";
  const places = Map.groupBy(trends, trendPlace);
  const blocks = [...places].map(([place, members]) => renderPlace(place, members, options));
  const changeCount = trends.reduce((sum, { changes }) => sum + changes.length, 0);
  return [...blocks, `${trends.length} series · ${changeCount} changes`, ""].join("\n");
}

function renderPlace(
  place: string,
  trends: readonly Trend[],
  { width, paint }: TrendsTextOptions,
): string {
  const labelWidth = Math.min(
    LABEL_WIDTH_MAX,
    Math.max(...trends.map((trend) => displayWidth(trendLabel(trend)))),
    Math.max(SPARKLINE_WIDTH_MIN, width - 12 - SPARKLINE_WIDTH_MIN),
  );
  const lines = trends.flatMap((trend) => {
    const values = trend.points.map(({ value }) => value);
    const { digits, unit } = formatMetric(values.at(-1) ?? null, trend.key.unit);
    const last = `${digits} ${unit}`.trim();
    const room = Math.min(
      SPARKLINE_WIDTH_MAX,
      Math.max(SPARKLINE_WIDTH_MIN, width - labelWidth - 14),
    );
    const label = padEnd(truncateMiddle(trendLabel(trend), labelWidth), labelWidth);
    const row = `${label}  ${padStart(last, 9)}  ${sparkline(values, room)}`;
    const changes = trend.changes.map((change) => {
      const colored = change.verdict === "worse" ? paint.bad : paint.good;
      return hangingParagraph("  ", changeWords(change), width).map(colored).join("\n");
    });
    return [row.trimEnd(), ...changes];
  });
  return [paint.heading(place), ...lines, ""].join("\n");
}
