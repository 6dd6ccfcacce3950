/**
 * What does a pool of agents save in memory?
 *
 * Measured: what having an explorer, letting it take a step and giving it up allocates and retains, for agents that
 * are made fresh and for agents of a pool. Neither retains anything for each use; a pool also allocates nothing.
 *
 * Not measured: time, which agent-spawning compares.
 */
import { createAgentPool, deadEndOutbox } from "@paceline/agents";
import type { Explorer } from "@paceline/agents";
import { bench, group } from "@paceline/harness/bench";

import { observationAt, proveInference, spawnExplorer } from "../workload.ts";

const SOURCES = ["fresh", "pooled"] as const;
const POOLED_COUNT_MAX = 8;

group("memory-usage/pooling", () => {
  bench.memory(
    "use of an agent",
    {
      params: { source: { smoke: SOURCES, full: SOURCES } },
      counts: { smoke: [8, 16], full: [500, 1_000, 1_500, 2_000] },
      setup: ({ parameters: { source } }) => ({
        isPooled: source === "pooled",
        seen: observationAt(0),
        pool: createAgentPool({
          create: () => spawnExplorer("pooled"),
          reset: (agent) => agent.reset(1),
          agentCountMax: POOLED_COUNT_MAX,
        }),
      }),
      itemsUnit: "uses",
      check(agent: Explorer, { isPooled, pool }) {
        proveInference([agent]);
        agent.reset(1);
        return pool.createdCount === (isPooled ? 1 : 0);
      },
    },
    ({ isPooled, pool, seen }, useCount) => {
      let agent: Explorer | undefined;
      for (let use = 0; use < useCount; use++) {
        agent = isPooled ? pool.acquire() : spawnExplorer("fresh");
        agent.step(seen, deadEndOutbox);
        if (isPooled) pool.release(agent);
      }
      return agent!;
    },
  );
});
