import type { Trend } from "@paceline/analysis";

import { html, NOTHING } from "../page/markup.ts";
import type { Markup } from "../page/markup.ts";
import { renderPage } from "../page/render-page.ts";
import { plural } from "../run/run-facts.ts";
import { changeWords, trendLabel, trendPlace } from "../trends/trend-words.ts";
import { packDashboard } from "./dashboard-data.ts";
import type { DashboardOptions } from "./dashboard-data.ts";

/** Changes told without the script; with it, all are there. */
const FALLBACK_CHANGE_COUNT_MAX = 200;

/** The whole history as one HTML file that needs nothing else. */
export async function renderDashboard(
  trends: readonly Trend[],
  options: DashboardOptions,
): Promise<string> {
  const { loadPageParts } = await import("#page-parts");
  const content = {
    title: "paceline dashboard",
    fallback: html`<div id="dashboard">${fallback(trends)}</div>`.markup,
    data: packDashboard(trends, options),
    isServed: (options.liveUrl ?? null) !== null,
  };
  return renderPage(content, await loadPageParts("dashboard"));
}

/** What a page without scripts says: how much there is, and what changed, newest first. */
function fallback(trends: readonly Trend[]): Markup {
  const changes = trends
    .flatMap((trend) => trend.changes.map((change) => ({ trend, change })))
    .toSorted((a, b) => (a.change.firstAfter.startedAt < b.change.firstAfter.startedAt ? 1 : -1));
  return html`<main>
    <h1>Benchmarks over time</h1>
    <p>
      ${trends.length === 0 ? "The history holds no results." : `${trends.length} series`},
      ${plural(changes.length, "change")}
    </p>
    ${
      changes.length === 0
        ? NOTHING
        : html`<ul>
            ${changes
              .slice(0, FALLBACK_CHANGE_COUNT_MAX)
              .map(
                ({ trend, change }) =>
                  html`<li>
                    ${trendLabel(trend)} (${trendPlace(trend)}): ${changeWords(change)}
                  </li>`,
              )}
          </ul>`
    }
  </main>`;
}
