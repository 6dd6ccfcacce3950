import type { ConcurrencyStudy, StudyBackendName } from "@paceline/analysis";

import { formatMetric } from "../../quantity/format-metric.ts";
import { quantityText } from "../../quantity/quantity.ts";
import { padStart } from "../../words/display-width.ts";
import type { Paint } from "../../words/paint.ts";
import { BACKEND_WORDS } from "../figure-text.ts";
import { logScale, rateLines } from "./rate-lines.ts";
import type { LogScale, RateLine } from "./rate-lines.ts";

const ROW_COUNT = 11;
const LABEL_WIDTH = 10;
const PLOT_WIDTH_MAX = 64;
/** Room for the last number and the word after it. */
const AXIS_WORD_WIDTH = 12;
/** Letters, since not every font has other signs in one column, and colour is not for everyone. */
const SIGNS: Readonly<Record<StudyBackendName, string>> = {
  "event-loop": "e",
  threads: "t",
  processes: "p",
};

/** Steps per second over agents, both logarithmic, in letters. Points that fall together show as "*". */
export function renderTextPlot(
  study: ConcurrencyStudy,
  width: number,
  paint: Paint,
): readonly string[] {
  const lines = rateLines(study);
  const places = lines.flatMap(({ points }) => points);
  const columnCount = Math.min(PLOT_WIDTH_MAX, width - LABEL_WIDTH - AXIS_WORD_WIDTH);
  if (places.length === 0 || columnCount < 20) return [];
  const rates = logScale(places.map(({ stepsPerSecond }) => stepsPerSecond));
  const agents = logScale(places.map(({ agentCount }) => agentCount));
  const grid = drawGrid(lines, { rates, agents, columnCount });
  const legend = lines.map(({ backend }) => `${SIGNS[backend]} ${BACKEND_WORDS[backend]}`);
  return [
    `${paint.heading("Throughput over agents")}  ${paint.quiet(`${legend.join(", ")}, * several`)}`,
    ...grid.map((row, index) => `${labelOf(index, rates)} │${row.join("").trimEnd()}`),
    `${" ".repeat(LABEL_WIDTH)} └${"─".repeat(columnCount)}`,
    agentAxis(places, agents, columnCount),
    "",
  ];
}

interface Scales {
  readonly rates: LogScale;
  readonly agents: LogScale;
  readonly columnCount: number;
}

function drawGrid(
  lines: readonly RateLine[],
  { rates, agents, columnCount }: Scales,
): readonly string[][] {
  const grid = Array.from({ length: ROW_COUNT }, () =>
    Array.from({ length: columnCount }, () => " "),
  );
  for (const { backend, points } of lines) {
    for (const { agentCount, stepsPerSecond } of points) {
      const row = grid[Math.round((1 - rates.place(stepsPerSecond)) * (ROW_COUNT - 1))]!;
      const column = Math.round(agents.place(agentCount) * (columnCount - 1));
      row[column] = row[column] === " " ? SIGNS[backend] : "*";
    }
  }
  return grid;
}

/** Top, middle and bottom are labelled. */
function labelOf(index: number, { low, high }: LogScale): string {
  const share = index / (ROW_COUNT - 1);
  if (![0, 0.5, 1].includes(share)) return " ".repeat(LABEL_WIDTH);
  const value = Math.exp(Math.log(high) + share * (Math.log(low) - Math.log(high)));
  return padStart(quantityText(formatMetric(value, "per-second")), LABEL_WIDTH);
}

/** Numbers of agents below their columns; one that would touch its left neighbour is left out. */
function agentAxis(
  places: readonly { readonly agentCount: number }[],
  agents: LogScale,
  columnCount: number,
): string {
  let line = " ".repeat(LABEL_WIDTH + 1);
  const counts = [...new Set(places.map(({ agentCount }) => agentCount))].toSorted((a, b) => a - b);
  for (const count of counts) {
    const text = String(count);
    const center = LABEL_WIDTH + 2 + Math.round(agents.place(count) * (columnCount - 1));
    const start = center - Math.floor(text.length / 2);
    if (start > line.length) line = line.padEnd(start) + text;
  }
  return `${line} agents`;
}
