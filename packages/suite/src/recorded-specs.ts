import type { AgentDefinition, AgentSpec, Explorer } from "@paceline/agents";

import { spawnExplorer } from "./workload.ts";

/** Explorers to be spawned, and where they are found afterwards. */
export interface RecordedSpecs {
  readonly specs: readonly AgentSpec[];
  /** By id: the last explorer that was made for it. */
  readonly agents: readonly Explorer[];
}

/**
 * Specs of explorers with the ids 0 to `agentCount - 1`. A backend keeps its agents to itself, so their
 * definition writes down what it makes: one store into an array, for the check afterwards.
 */
export function createRecordedSpecs(agentCount: number): RecordedSpecs {
  const agents: Explorer[] = Array.from({ length: agentCount }, (_, id) => spawnExplorer(id));
  const definition: AgentDefinition = {
    kind: "explorer",
    create(id) {
      const agent = spawnExplorer(id);
      agents[Number(id)] = agent;
      return agent;
    },
  };
  const specs = agents.map(({ id }) => ({ id, definition, options: null }));
  return { specs, agents };
}
