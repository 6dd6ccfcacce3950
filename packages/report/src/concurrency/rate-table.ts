import type { ConcurrencyStudy, Figure, StudyRow } from "@paceline/analysis";

import { padEnd, padStart } from "../words/display-width.ts";
import type { Paint } from "../words/paint.ts";
import { wrapWords } from "../words/wrap-words.ts";
import { BACKEND_WORDS, figureText, ratioText } from "./figure-text.ts";

/** The original's table on 20 cores: how many times faster threads were than processes, start-up inside. */
const PUBLISHED_RATIOS: ReadonlyMap<number, number> = new Map([
  [1, 49.35],
  [5, 4.0],
  [10, 3.09],
]);

const COUNT_WIDTH = 6;
const RATE_WIDTH = 11;
const RATIO_WIDTH = 20;
const BACKENDS = ["event-loop", "threads", "processes"] as const;

/** The original's table by agents: with start-up, as it was published, and without. */
export function renderRateTable(
  { rows }: ConcurrencyStudy,
  width: number,
  paint: Paint,
): readonly string[] {
  const own = rows.filter(({ purpose }) => purpose === "agents");
  if (own.length === 0) return [];
  const head = [
    padStart("agents", COUNT_WIDTH),
    ...BACKENDS.map((backend) => padStart(BACKEND_WORDS[backend], RATE_WIDTH)),
    padEnd("threads ÷ processes", RATIO_WIDTH),
    "published",
  ].join("  ");
  return [
    paint.heading("Agent steps per second"),
    paint.quiet(`  ${head}`),
    paint.quiet(sectionLine("with start-up: 20 steps of each agent, from nothing", width)),
    ...own.map((row) =>
      lineOf(row, {
        read: ({ publishedStepsPerSecond }) => publishedStepsPerSecond,
        ratio: row.publishedRatio,
        published: PUBLISHED_RATIOS.get(row.agentCount) ?? null,
      }),
    ),
    paint.quiet(sectionLine("steady state: start-up apart", width)),
    ...own.map((row) =>
      lineOf(row, {
        read: ({ stepsPerSecond }) => stepsPerSecond,
        ratio: row.steadyRatio,
        published: null,
      }),
    ),
    ...wrapWords(
      "published: the original's threads ÷ processes on 20 cores, interpreter start and imports inside",
      width,
    ).map(paint.quiet),
    "",
  ];
}

interface LineFigures {
  readonly read: (figures: StudyRow["backends"][number]) => Figure | null;
  readonly ratio: Figure | null;
  readonly published: number | null;
}

function lineOf(
  { agentCount, backends }: StudyRow,
  { read, ratio, published }: LineFigures,
): string {
  const cells = BACKENDS.map((name) => {
    const figures = backends.find(({ backend }) => backend === name);
    return padStart(
      figureText(figures === undefined ? null : read(figures), "per-second"),
      RATE_WIDTH,
    );
  });
  return [
    `  ${padStart(agentCount.toLocaleString("en-US"), COUNT_WIDTH)}`,
    ...cells,
    padEnd(ratioText(ratio), RATIO_WIDTH),
    published === null ? "" : `×${published}`,
  ]
    .join("  ")
    .trimEnd();
}

/** "── steady state ─────", as wide as the table and no wider than the terminal. */
function sectionLine(title: string, width: number): string {
  const tableWidth = Math.min(width, 80);
  return `  ── ${title} ${"─".repeat(Math.max(0, tableWidth - title.length - 6))}`;
}
