import { availableParallelism } from "node:os";

import { STUDY_BACKENDS } from "./create-backend.ts";
import type { StudyBackend } from "./create-backend.ts";

/** What a series shows: how rates depend on one thing, all else equal. */
export type SeriesPurpose =
  | "agents"
  | "work"
  | "workers"
  | "coordination"
  | "learning"
  | "crowd"
  | "batch"
  | "messages";

/** Cells that differ in one thing. Lists are the values of the parameters. */
export interface StudySeries {
  readonly purpose: SeriesPurpose;
  readonly backend: StudyBackend;
  /** URL of the module of the agents. */
  readonly module: string;
  readonly scenario: string;
  readonly agentCounts: readonly number[];
  readonly workerCounts: readonly number[];
  readonly depths: readonly (1 | 2 | 3)[];
  readonly stepsPerCall: readonly number[];
}

/** How much of the study is done. */
export interface StudyExtent {
  /** The original's, and beyond. */
  readonly agentCounts: readonly number[];
  /** Agents in one cell, for memory; none when empty. */
  readonly crowdCounts: readonly number[];
  /** Of built-in explorers, beyond the 1 that all other cells have. */
  readonly depths: readonly (2 | 3)[];
}

/** Agents of the cells in which something else varies; one of the numbers in `agentCounts`. */
const AGENT_COUNT = 10;
/** Enough agents that every worker has several. */
const AGENT_COUNT_OF_WORKERS = 32;
const STEPS_PER_CALL = [1, 8, 64];

const builtIn = (name: string): string => new URL(`./scenarios/${name}`, import.meta.url).href;
const EXTENSION = import.meta.url.endsWith(".ts") ? ".ts" : ".js";

const RELAY = { module: builtIn(`relay${EXTENSION}`), scenario: "relay" };

/** Built-in scenarios by name. */
export const SCENARIO_MODULES = {
  exploration: builtIn(`exploration${EXTENSION}`),
  coordination: builtIn(`coordination${EXTENSION}`),
  learning: builtIn(`learning${EXTENSION}`),
} as const;

/** The study of the built-in agents. */
export function builtInSeries({ agentCounts, crowdCounts, depths }: StudyExtent): StudySeries[] {
  const exploration = { module: SCENARIO_MODULES.exploration, scenario: "exploration" };
  return [
    ...compare({ ...BASE, ...exploration, purpose: "agents", agentCounts }),
    ...compare({ ...BASE, ...exploration, purpose: "work", depths }),
    ...scale({ ...BASE, ...exploration, purpose: "workers", depths: [3] }),
    ...compare({
      ...BASE,
      module: SCENARIO_MODULES.coordination,
      scenario: "coordination",
      purpose: "coordination",
    }),
    ...compare({
      ...BASE,
      module: SCENARIO_MODULES.learning,
      scenario: "learning",
      purpose: "learning",
    }),
    ...(crowdCounts.length === 0
      ? []
      : compare({ ...BASE, ...exploration, purpose: "crowd", agentCounts: crowdCounts })),
  ];
}

/**
 * The study of a module of the user's: its steps cost what they cost, so calls of several steps vary. What a message
 * costs is the backend's doing, and agents of the user's may send none, so that is measured apart.
 */
export function moduleSeries(
  { module, scenario }: Pick<StudySeries, "module" | "scenario">,
  { agentCounts, crowdCounts }: StudyExtent,
): StudySeries[] {
  const own = { module, scenario };
  return [
    ...compare({ ...BASE, ...own, purpose: "agents", agentCounts }),
    ...compare({ ...BASE, ...own, purpose: "batch", stepsPerCall: STEPS_PER_CALL }),
    ...scale({ ...BASE, ...own, purpose: "workers", stepsPerCall: [16] }),
    // The event loop carries a message by calling a function: nobody claims anything of that.
    ...compare({ ...BASE, ...RELAY, purpose: "messages" }).filter(
      ({ backend }) => backend !== "event-loop",
    ),
    ...(crowdCounts.length === 0
      ? []
      : compare({ ...BASE, ...own, purpose: "crowd", agentCounts: crowdCounts })),
  ];
}

const BASE = {
  agentCounts: [AGENT_COUNT],
  depths: [1],
  stepsPerCall: [1],
} as const satisfies Partial<StudySeries>;

/** One series for each backend, with as many workers as there are cores. */
const compare = (series: Omit<StudySeries, "backend" | "workerCounts">): StudySeries[] =>
  STUDY_BACKENDS.map((backend) => ({
    ...series,
    backend,
    workerCounts: [backend === "event-loop" ? 1 : availableParallelism()],
  }));

/** Workers from one to twice the cores, at least four numbers of them: a law has three coefficients. */
const scale = (
  series: Omit<StudySeries, "backend" | "workerCounts" | "agentCounts">,
): StudySeries[] => {
  const countMax = Math.max(4, 2 * availableParallelism());
  // Up to eight of them all, beyond that powers of two and the ends.
  const workerCounts = Array.from({ length: countMax }, (_, index) => index + 1).filter(
    (count) => countMax <= 8 || count === countMax || Number.isInteger(Math.log2(count)),
  );
  return (["threads", "processes"] as const).map((backend) => ({
    ...series,
    backend,
    workerCounts,
    agentCounts: [AGENT_COUNT_OF_WORKERS],
  }));
};
