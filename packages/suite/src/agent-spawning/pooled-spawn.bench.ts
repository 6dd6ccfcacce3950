/**
 * Is it worth keeping agents that are no longer needed?
 *
 * Measured: having an explorer that is as new. `fresh` makes one; `pooled` takes one from a pool and
 * gives it back, which resets it. Both with a shared model. See also the allocated bytes of each: a pool
 * pays where garbage collection hurts, more than where making is slow.
 *
 * Not measured: the work of the agent in between.
 */
import { createAgentPool } from "@paceline/agents";
import type { Explorer } from "@paceline/agents";
import { bench, group } from "@paceline/harness/bench";

import { proveInference, spawnExplorer } from "../workload.ts";

const AGENT_COUNT_MAX = 8;

group("agent-spawning/pool", () => {
  bench(
    "spawn pooled or fresh",
    {
      params: { source: { smoke: ["fresh", "pooled"], full: ["fresh", "pooled"] } },
      setup({ parameters }) {
        const prior = [...spawnExplorer("first").beliefs];
        const pool = createAgentPool({
          create: () => spawnExplorer("pooled"),
          reset: (agent) => agent.reset(1),
          agentCountMax: AGENT_COUNT_MAX,
        });
        return { isPooled: parameters.source === "pooled", pool, prior };
      },
      items: 1,
      itemsUnit: "agents",
      check(agent: Explorer, { pool, prior, isPooled }) {
        const isNew =
          agent.stepCount === 0 && prior.every((belief, at) => belief === agent.beliefs[at]);
        proveInference([agent]);
        // The steps of the proof are undone, as a release would do it.
        agent.reset(1);
        return isNew && pool.createdCount === (isPooled ? 1 : 0);
      },
    },
    ({ isPooled, pool }) => {
      if (!isPooled) return spawnExplorer("fresh");
      const agent = pool.acquire();
      pool.release(agent);
      return agent;
    },
  );
});
