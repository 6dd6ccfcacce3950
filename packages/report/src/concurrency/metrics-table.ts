import type { BackendFigures, ConcurrencyStudy, Figure, StudyRow } from "@paceline/analysis";
import type { Unit } from "@paceline/core";

import { padEnd, padStart } from "../words/display-width.ts";
import type { Paint } from "../words/paint.ts";
import { BACKEND_WORDS, countText, figureText, ratioText } from "./figure-text.ts";

const LABEL_WIDTH = 30;
const CELL_WIDTH = 15;
const BACKENDS = ["event-loop", "threads", "processes"] as const;

interface Line {
  readonly label: string;
  readonly text: (figures: BackendFigures) => string | null;
}

const figureLine = (
  label: string,
  read: (figures: BackendFigures) => Figure | null,
  unit: Unit,
): Line => ({
  label,
  text: (figures) => {
    const figure = read(figures);
    return figure === null ? null : figureText(figure, unit);
  },
});

const LINES: readonly Line[] = [
  figureLine("steps", ({ stepsPerSecond }) => stepsPerSecond, "per-second"),
  {
    label: "against the event loop",
    text: ({ eventLoopRatio }) =>
      eventLoopRatio === null ? null : ratioText({ ...eventLoopRatio, low: null, high: null }),
  },
  figureLine("start-up", ({ startupNs }) => startupNs, "ns"),
  figureLine("call, 50th percentile", ({ latencyNsP50 }) => latencyNsP50, "ns"),
  figureLine("call, 95th percentile", ({ latencyNsP95 }) => latencyNsP95, "ns"),
  figureLine("call, 99th percentile", ({ latencyNsP99 }) => latencyNsP99, "ns"),
  figureLine("messages", ({ messagesPerSecond }) => messagesPerSecond, "per-second"),
  figureLine("one message", ({ messageLatencyNs }) => messageLatencyNs, "ns"),
  figureLine("memory, all processes", ({ memoryBytes }) => memoryBytes, "bytes"),
  figureLine("memory per agent", ({ memoryBytesPerAgent }) => memoryBytesPerAgent, "bytes"),
  figureLine("memory grown since start", ({ memoryDeltaBytes }) => memoryDeltaBytes, "bytes"),
];

/** Everything measured, for the largest row of each part of the study. */
export function renderMetricsTable({ rows }: ConcurrencyStudy, paint: Paint): readonly string[] {
  const shown = lastOfEach(rows);
  if (shown.length === 0) return [];
  const head = BACKENDS.map((backend) => padStart(BACKEND_WORDS[backend], CELL_WIDTH)).join("");
  return [
    paint.heading("Metrics") + paint.quiet(padEnd("", LABEL_WIDTH - "Metrics".length) + head),
    ...shown.flatMap((row) => rowLines(row, paint)),
    "",
  ];
}

function rowLines(row: StudyRow, paint: Paint): readonly string[] {
  const { scenario, agentCount, depth, stepsPerCall } = row;
  const facts = [
    countText(agentCount, "agent"),
    ...(depth === 1 ? [] : [`plans of ${depth} steps`]),
    ...(stepsPerCall === 1 ? [] : [`${stepsPerCall} steps a call`]),
  ].join(", ");
  const lines = LINES.flatMap(({ label, text }) => {
    const cells = BACKENDS.map((name) => {
      const figures = row.backends.find(({ backend }) => backend === name);
      return figures === undefined ? null : text(figures);
    });
    if (cells.every((cell) => cell === null)) return [];
    const filled = cells.map((cell) => padStart(cell ?? "–", CELL_WIDTH)).join("");
    return [`    ${padEnd(label, LABEL_WIDTH - 4)}${filled}`];
  });
  return [paint.quiet(`  ${scenario}: ${facts}`), ...lines];
}

/** The most agents, work or steps of each part, since that is where backends differ most. */
function lastOfEach(rows: readonly StudyRow[]): readonly StudyRow[] {
  const lasts = new Map<string, StudyRow>();
  for (const row of rows) lasts.set(row.purpose, row);
  return [...lasts.values()];
}
