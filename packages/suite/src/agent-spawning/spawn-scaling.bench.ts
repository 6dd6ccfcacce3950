/**
 * Does the cost of an agent grow with the number of agents?
 *
 * Measured: making a crowd of explorers with a shared model and taking them into one empty event-loop
 * backend. Time is for the whole crowd; throughput is per agent, so it stays level where spawning scales.
 * Garbage collection that the crowd causes is in the measured time.
 *
 * Not measured: their first steps; see "memory per agent" for space.
 */
import { createEventLoopBackend } from "@paceline/agents";
import type { EventLoopBackend, Explorer } from "@paceline/agents";
import { bench, group } from "@paceline/harness/bench";

import { proveInference, spawnExplorer } from "../workload.ts";

/** Agents of a crowd that the check lets step. */
const PROVEN_COUNT_MAX = 100;

interface Crowd {
  readonly backend: EventLoopBackend;
  readonly first: readonly Explorer[];
}

group("agent-spawning/scaling", () => {
  bench(
    "spawn a crowd",
    {
      params: {
        agentCount: { smoke: [1, 10], full: [1, 10, 50, 100, 1_000, 10_000] },
      },
      setup({ parameters }) {
        spawnExplorer("first");
        return parameters.agentCount;
      },
      items: ({ agentCount }) => agentCount,
      itemsUnit: "agents",
      check({ backend, first }: Crowd, agentCount) {
        proveInference(first);
        return backend.agentCount === agentCount;
      },
    },
    (agentCount) => {
      const backend = createEventLoopBackend();
      const first: Explorer[] = [];
      for (let id = 0; id < agentCount; id++) {
        const agent = spawnExplorer(id);
        backend.add(agent);
        if (first.length < PROVEN_COUNT_MAX) first.push(agent);
      }
      return { backend, first };
    },
  );
});
