import {
  createCollector,
  createCoordinator,
  createExplorer,
  createGridWorld,
  createInferenceCanary,
  deadEndOutbox,
  parseGridMap,
} from "@paceline/agents";
import type {
  AgentId,
  CollectorObservation,
  CoordinatorObservation,
  Explorer,
  GridObservation,
  InferenceEvidence,
  InferringAgent,
} from "@paceline/agents";

/** The world of the suite's agents: 25 cells as in the original's benchmarks, with walls and a goal. */
export const FIVE_BY_FIVE = parseGridMap(`
  . . . . .
  . # . # .
  . . . . .
  . # . . .
  . . . . G
`);

/** An explorer of {@link FIVE_BY_FIVE}, as most benchmarks use it. */
export const spawnExplorer = (id: AgentId): Explorer =>
  createExplorer(id, { map: FIVE_BY_FIVE.text });

/** What an agent sees that stands in `cell`, alone. */
export const observationAt = (cell: number): GridObservation =>
  createGridWorld({ map: FIVE_BY_FIVE }).place("observer", cell);

/** Two observations that cannot both leave a belief as it was. */
const EXPLORER_OBSERVATIONS: readonly GridObservation[] = [observationAt(0), observationAt(12)];
const COLLECTOR_OBSERVATIONS: readonly CollectorObservation[] = [
  { cell: 0, content: "empty", loadCount: 0 },
  { cell: 12, content: "empty", loadCount: 0 },
];
const COORDINATOR_OBSERVATIONS: readonly CoordinatorObservation[] = [
  { performanceRatios: [] },
  { performanceRatios: [0.1] },
];

/** The kinds of agents that can be spawned, each with what it takes to see that it infers. */
export const AGENT_KINDS = {
  explorer: { spawn: spawnExplorer, observations: EXPLORER_OBSERVATIONS },
  collector: {
    spawn: (id: AgentId) => createCollector(id, { map: FIVE_BY_FIVE.text }),
    observations: COLLECTOR_OBSERVATIONS,
  },
  coordinator: {
    spawn: (id: AgentId) => createCoordinator(id),
    observations: COORDINATOR_OBSERVATIONS,
  },
} as const;

export type AgentKind = keyof typeof AGENT_KINDS;

/**
 * Lets every agent take a few steps and asks the canary whether beliefs followed. Every benchmark of
 * agents does this in its check, so that agents which no longer infer cannot pass for fast ones.
 *
 * @throws {InferenceAbsentError}
 */
export function proveInference(
  agents: readonly InferringAgent[],
  kind: AgentKind = "explorer",
): InferenceEvidence {
  const canary = createInferenceCanary(agents);
  for (const observation of AGENT_KINDS[kind].observations) {
    for (const agent of agents) agent.step(observation, deadEndOutbox);
  }
  return canary.check();
}
