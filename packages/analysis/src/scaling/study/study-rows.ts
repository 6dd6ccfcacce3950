import { figureOf, forkRatios, metricOf, stepsPerSecondOf, summarizeForks } from "./figure.ts";
import type { Figure } from "./figure.ts";
import type { StudyBackendName, StudyCell, StudyPurpose } from "./study-cells.ts";

/** What one backend did with the agents of a row. Null where it was not measured. */
export interface BackendFigures {
  readonly backend: StudyBackendName;
  readonly workerCount: number;
  /** Steady state, start-up apart. */
  readonly stepsPerSecond: Figure | null;
  /** Of 20 steps of each agent from a cold start, as the original counts. */
  readonly publishedStepsPerSecond: Figure | null;
  readonly startupNs: Figure | null;
  readonly latencyNsP50: Figure | null;
  readonly latencyNsP95: Figure | null;
  readonly latencyNsP99: Figure | null;
  readonly memoryBytes: Figure | null;
  readonly memoryBytesPerAgent: Figure | null;
  readonly memoryDeltaBytes: Figure | null;
  readonly messagesPerSecond: Figure | null;
  readonly messageLatencyNs: Figure | null;
  /** Steady rate by that of the event loop in the same sweep; below 1 the backend costs more than it gives. */
  readonly eventLoopRatio: Figure | null;
}

/** The same agents on every backend. */
export interface StudyRow {
  readonly purpose: StudyPurpose;
  readonly scenario: string;
  readonly agentCount: number;
  readonly depth: number;
  readonly stepsPerCall: number;
  readonly backends: readonly BackendFigures[];
  /** Threads by processes: with start-up, as the original published it, and without. */
  readonly publishedRatio: Figure | null;
  readonly steadyRatio: Figure | null;
}

/** Series that vary something else, or whose agents do nothing. */
const NO_ROWS: ReadonlySet<StudyPurpose> = new Set(["workers", "messages"]);

/** Rows of all series that compare backends, in the order of the document. */
export function toRows(cells: readonly StudyCell[], seed: number): readonly StudyRow[] {
  const rows = new Map<string, StudyCell[]>();
  for (const cell of cells) {
    if (NO_ROWS.has(cell.purpose)) continue;
    const { purpose, scenario, agentCount, depth, stepsPerCall } = cell;
    const key = JSON.stringify([purpose, scenario, agentCount, depth, stepsPerCall]);
    rows.set(key, [...(rows.get(key) ?? []), cell]);
  }
  return Array.from(rows.values(), (row) => toRow(row, seed));
}

function toRow(cells: readonly StudyCell[], seed: number): StudyRow {
  const { purpose, scenario, agentCount, depth, stepsPerCall } = cells[0]!;
  const [baseline, threads, processes] = (["event-loop", "threads", "processes"] as const).map(
    (name) => cells.find(({ backend }) => backend === name),
  );
  const published = metricOf("publishedStepsPerSecond");
  return {
    purpose,
    scenario,
    agentCount,
    depth,
    stepsPerCall,
    backends: cells.map((cell) => toFigures(cell, baseline, seed)),
    publishedRatio: summarizeForks(forkRatios(threads, processes, published), seed),
    steadyRatio: summarizeForks(forkRatios(threads, processes, stepsPerSecondOf), seed),
  };
}

function toFigures(cell: StudyCell, baseline: StudyCell | undefined, seed: number): BackendFigures {
  const metric = (name: string): Figure | null => figureOf(cell, metricOf(name), seed);
  return {
    backend: cell.backend,
    workerCount: cell.workerCount,
    stepsPerSecond: figureOf(cell, stepsPerSecondOf, seed),
    publishedStepsPerSecond: metric("publishedStepsPerSecond"),
    startupNs: metric("startupNs"),
    latencyNsP50: metric("latencyNsP50"),
    latencyNsP95: metric("latencyNsP95"),
    latencyNsP99: metric("latencyNsP99"),
    memoryBytes: metric("memoryBytes"),
    memoryBytesPerAgent: metric("memoryBytesPerAgent"),
    memoryDeltaBytes: metric("memoryDeltaBytes"),
    messagesPerSecond: metric("messagesPerSecond"),
    messageLatencyNs: metric("messageLatencyNs"),
    eventLoopRatio:
      cell.backend === "event-loop"
        ? null
        : summarizeForks(forkRatios(cell, baseline, stepsPerSecondOf), seed),
  };
}
