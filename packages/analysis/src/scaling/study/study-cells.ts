import type { BenchmarkResult, RunResult } from "@paceline/core";

/** Group of the cells of a study in a result document; what a series is for comes after it. */
const GROUP = "threads-vs-processes/";

export type StudyBackendName = "event-loop" | "threads" | "processes";
const BACKENDS: readonly string[] = ["event-loop", "threads", "processes"];

/** What a series of cells varies or is about. */
export type StudyPurpose =
  | "agents"
  | "work"
  | "batch"
  | "messages"
  | "workers"
  | "coordination"
  | "learning"
  | "crowd";
const PURPOSES: readonly string[] = [
  "agents",
  "work",
  "batch",
  "messages",
  "workers",
  "coordination",
  "learning",
  "crowd",
];

/** One cell of a study, as its forks measured it. */
export interface StudyCell {
  readonly purpose: StudyPurpose;
  readonly backend: StudyBackendName;
  readonly scenario: string;
  readonly agentCount: number;
  readonly workerCount: number;
  readonly depth: number;
  readonly stepsPerCall: number;
  /** In the order of their index: forks of one index ran in one sweep over all cells. */
  readonly forks: readonly StudyFork[];
}

export interface StudyFork {
  readonly index: number;
  /** Steady state: agent steps by the median round. */
  readonly stepsPerSecond: number;
  /** Start-up, latency, memory, messages, by name. */
  readonly metricValues: Readonly<Record<string, number>>;
}

/** A cell of which a fork failed. */
export interface FailedCell {
  /** Of the benchmark in the document. */
  readonly id: string;
  /** What was thrown first. */
  readonly reason: string;
}

/** Picks the study out of a result document. Cells of which no fork succeeded are not among the cells. */
export function readStudyCells({ benchmarks }: RunResult): {
  readonly cells: readonly StudyCell[];
  readonly failed: readonly FailedCell[];
} {
  const own = benchmarks.filter(({ group }) => group.startsWith(GROUP));
  return {
    cells: own.flatMap((benchmark) => toCell(benchmark) ?? []),
    failed: own.flatMap(({ id, errors }) => {
      const [first] = errors;
      return first === undefined
        ? []
        : [{ id, reason: first.error.cause?.message ?? first.error.message }];
    }),
  };
}

function toCell(benchmark: BenchmarkResult): StudyCell | null {
  const { name, group, parameters, forks, itemsPerIteration } = benchmark;
  const purpose = group.slice(GROUP.length);
  if (!isPurpose(purpose) || !isBackend(name) || forks.length === 0) return null;
  return {
    purpose,
    backend: name,
    scenario: String(parameters["scenario"]),
    agentCount: Number(parameters["agents"]),
    workerCount: Number(parameters["workers"]),
    depth: Number(parameters["depth"]),
    stepsPerCall: Number(parameters["steps"]),
    forks: forks
      .map(({ index, roundNs, iterationsPerRound, metricValues }) => ({
        index,
        stepsPerSecond:
          ((itemsPerIteration ?? 1) * iterationsPerRound * 1e9) / middleOf([...roundNs]),
        metricValues,
      }))
      .toSorted((a, b) => a.index - b.index),
  };
}

const isPurpose = (text: string): text is StudyPurpose => PURPOSES.includes(text);
const isBackend = (text: string): text is StudyBackendName => BACKENDS.includes(text);

function middleOf(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
