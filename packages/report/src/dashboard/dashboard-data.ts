import type { SeriesPoint, Trend } from "@paceline/analysis";

import { packColumns } from "../page/columns.ts";
import type { LinksOf } from "../page/page-link.ts";
import { causeWords } from "../trends/trend-words.ts";
import { safeLine } from "../words/safe-text.ts";
import type { DashboardChange, DashboardHeader, DashboardSeriesHeader } from "./dashboard-model.ts";
import { collectRuns } from "./collect-runs.ts";
import { createSteps } from "./value-steps.ts";

/** Steps of a series from its least to its greatest value: a thousandth of a pixel of the chart. */
const STEP_COUNT = 65_535;

export interface DashboardOptions {
  /** Run id to the name that people know it by. */
  readonly marks?: ReadonlyMap<string, string>;
  readonly days?: number | null;
  readonly madeAt: string;
  readonly liveUrl?: string | null;
  /** Profiles that the page can lead to. */
  readonly linksOf?: LinksOf;
}

/**
 * A history in few bytes: runs once, each point as the number of its run and its value in two bytes on a scale of its
 * series. Exact values stay in the results; a chart cannot show the difference, and the table rounds to four digits.
 */
export function packDashboard(
  trends: readonly Trend[],
  options: DashboardOptions,
): Uint8Array<ArrayBuffer> {
  const { linksOf = () => [] } = options;
  const { indexOf: textIndex, texts } = createTexts();
  const runs = collectRuns(trends);
  const counts: number[] = [];
  const pointRuns: number[] = [];
  const scales: number[] = [];
  const values: number[] = [];
  const lows: number[] = [];
  const highs: number[] = [];
  const series = trends.map(({ key, points }): DashboardSeriesHeader => {
    const steps = createSteps(points, STEP_COUNT);
    counts.push(points.length);
    scales.push(steps.low, steps.high);
    for (const point of points) {
      pointRuns.push(runs.indexOf(point.runId));
      const at = steps.of(point.value);
      values.push(at);
      // Distances, since most are near; one more than it is, so that zero says that there is no interval.
      lows.push(point.interval === null ? 0 : 1 + Math.max(0, at - steps.of(point.interval.low)));
      highs.push(point.interval === null ? 0 : 1 + Math.max(0, steps.of(point.interval.high) - at));
    }
    return {
      benchmark: textIndex(safeLine(key.benchmarkId)),
      metric: textIndex(safeLine(key.metric)),
      unit: textIndex(safeLine(key.unit)),
      direction: key.direction,
      machine: textIndex(safeLine(key.machine)),
      runtime: textIndex(safeLine(key.runtime)),
      isLogarithmic: steps.isLogarithmic,
      links: linksOf(key.benchmarkId).map(({ href, text }) => ({ href, text: safeLine(text) })),
    };
  });
  const runTexts = (read: (point: SeriesPoint) => string): readonly number[] =>
    runs.points.map((point) => textIndex(safeLine(read(point))));
  const columns = {
    runTimes: {
      kind: "step",
      values: runs.points.map(({ startedAt }) => Date.parse(startedAt) || 0),
    },
    runCommits: { kind: "whole", values: runTexts(({ commitId }) => commitId ?? "") },
    runDirty: { kind: "whole", values: runs.points.map(({ isDirty }) => Number(isDirty)) },
    runHosts: { kind: "whole", values: runTexts(({ hostname }) => hostname) },
    runRuntimes: { kind: "whole", values: runTexts(({ runtime }) => runtime) },
    counts: { kind: "whole", values: counts },
    pointRuns: { kind: "step", values: pointRuns },
    scales: { kind: "float", values: scales },
    values: { kind: "step", values },
    lows: { kind: "whole", values: lows },
    highs: { kind: "whole", values: highs },
  } as const;
  const header: DashboardHeader = {
    madeAt: options.madeAt,
    days: options.days ?? null,
    texts,
    series,
    changes: trends.flatMap(toChanges),
    marks: [...(options.marks ?? [])].flatMap(([runId, label]) =>
      runs.has(runId) ? [{ run: runs.indexOf(runId), label: safeLine(label) }] : [],
    ),
    stepCount: STEP_COUNT,
    liveUrl: options.liveUrl ?? null,
  };
  return packColumns(header, columns);
}

const toChanges = ({ changes }: Trend, series: number): readonly DashboardChange[] =>
  changes.map(({ index, verdict, before, after, changeRatio, causes }) => ({
    series,
    point: index,
    verdict,
    before,
    after,
    changeRatio,
    causes: causes.map(causeWords),
  }));

function createTexts(): {
  readonly indexOf: (text: string) => number;
  readonly texts: readonly string[];
} {
  const texts: string[] = [];
  const places = new Map<string, number>();
  return {
    texts,
    indexOf(text) {
      const known = places.get(text) ?? texts.length;
      if (known === texts.length) {
        texts.push(text);
        places.set(text, known);
      }
      return known;
    },
  };
}
