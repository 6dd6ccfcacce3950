import type { Trend } from "@paceline/analysis";

import { sparkline } from "../../trends/sparkline.ts";
import { changeWords, trendLabel, trendPlace } from "../../trends/trend-words.ts";
import { markdownText } from "../../words/markdown-text.ts";

const SPARKLINE_WIDTH = 24;

/** Series and their changes for a report or a pull request. */
export function renderTrendsMarkdown(trends: readonly Trend[]): string {
  const places = Map.groupBy(trends, trendPlace);
  const tables = [...places].flatMap(([place, members]) => [
    `### ${markdownText(place)}`,
    "",
    "| benchmark | runs | course | changes |",
    "| --- | ---: | --- | --- |",
    ...members.map((trend) => {
      const course = sparkline(
        trend.points.map(({ value }) => value),
        SPARKLINE_WIDTH,
      );
      const changes = trend.changes.map((change) => markdownText(changeWords(change))).join("<br>");
      return `| ${markdownText(trendLabel(trend))} | ${trend.points.length} | ${course} | ${changes} |`;
    }),
    "",
  ]);
  return [
    "## Trends",
    "",
    ...(tables.length === 0 ? ["No results in this time.", ""] : tables),
  ].join("\n");
}
