import type { PageLink } from "../page/page-link.ts";

/** What the dashboard's script knows. Used by both sides, so it knows neither Node nor a browser. */
export interface DashboardHeader {
  readonly madeAt: string;
  /** Null shows all there is. */
  readonly days: number | null;
  /** Every text once: names, commits, machines. */
  readonly texts: readonly string[];
  readonly series: readonly DashboardSeriesHeader[];
  readonly changes: readonly DashboardChange[];
  readonly marks: readonly DashboardMark[];
  /** Whole steps between the logarithms (or values) of a series' least and greatest. */
  readonly stepCount: number;
  /** Address of live progress, when the page comes from `paceline dashboard --serve`. */
  readonly liveUrl: string | null;
}

/** Numbers are places in `texts`. */
export interface DashboardSeriesHeader {
  readonly benchmark: number;
  readonly metric: number;
  readonly unit: number;
  readonly direction: "lower" | "higher" | "none";
  readonly machine: number;
  readonly runtime: number;
  /** Steps are of logarithms when all values are positive. */
  readonly isLogarithmic: boolean;
  readonly links: readonly PageLink[];
}

export interface DashboardChange {
  readonly series: number;
  /** First point of the new level. */
  readonly point: number;
  readonly verdict: "worse" | "better" | "moved";
  readonly before: number;
  readonly after: number;
  /** Null when the level before was zero. */
  readonly changeRatio: number | null;
  readonly causes: readonly string[];
}

/** A run that people know by name: a release, the baseline. */
export interface DashboardMark {
  readonly run: number;
  readonly label: string;
}
