import { judgeTrends } from "@paceline/analysis";
import type { UnreadableResult } from "@paceline/analysis";
import { renderDashboard } from "@paceline/report";
import type { LinksOf } from "@paceline/report";

import { openSyncedHistory, sinceDays } from "../judge/open-history.ts";
import { namedRuns } from "./named-runs.ts";

export interface DashboardRequest {
  readonly history: string | undefined;
  readonly days: number | undefined;
  readonly benchmark: string | undefined;
  /** Where the page finds the progress of a run that goes on. */
  readonly liveUrl?: string;
  /** Profiles that the page can lead to. */
  readonly linksOf: LinksOf;
}

export interface MadeDashboard {
  readonly page: string;
  readonly seriesCount: number;
  readonly changeCount: number;
  readonly runCount: number;
  readonly unreadable: readonly UnreadableResult[];
}

/** The page of a results folder as it is now. */
export async function makeDashboard(
  resultsFolder: string,
  { history: url, days, benchmark, liveUrl, linksOf }: DashboardRequest,
): Promise<MadeDashboard> {
  await using synced = await openSyncedHistory(url, resultsFolder);
  const since = sinceDays(days);
  const series = await synced.history.series({
    ...(since === undefined ? {} : { since }),
    ...(benchmark === undefined ? {} : { benchmark }),
  });
  const trends = judgeTrends(series);
  const page = await renderDashboard(trends, {
    marks: await namedRuns(resultsFolder),
    days: days ?? null,
    madeAt: new Date().toISOString(),
    liveUrl: liveUrl ?? null,
    linksOf,
  });
  return {
    page,
    seriesCount: trends.length,
    changeCount: trends.reduce((sum, { changes }) => sum + changes.length, 0),
    runCount: new Set(trends.flatMap(({ points }) => points.map(({ runId }) => runId))).size,
    unreadable: synced.unreadable,
  };
}
