/**
 * How long does it take until ten agents live that were asked for at once?
 *
 * Measured: `promises`, ten asynchronous spawns in flight together, as the original has them in a pool
 * of threads; `batch`, one spawn of ten. Both into an empty event-loop backend, on one thread: nothing
 * runs in parallel, so this is the cost of asking. The model is shared.
 *
 * Not measured: threads and processes.
 */
import { createEventLoopBackend } from "@paceline/agents";
import type { EventLoopBackend } from "@paceline/agents";
import { bench, group } from "@paceline/harness/bench";

import { createRecordedSpecs } from "../recorded-specs.ts";
import { proveInference } from "../workload.ts";

const AGENT_COUNT = 10;

group("agent-spawning/ten", () => {
  bench(
    "spawn ten in parallel",
    {
      params: { mode: { smoke: ["promises", "batch"], full: ["promises", "batch"] } },
      setup: ({ parameters }) => ({
        isBatch: parameters.mode === "batch",
        ...createRecordedSpecs(AGENT_COUNT),
      }),
      prepare: () => createEventLoopBackend(),
      items: AGENT_COUNT,
      itemsUnit: "agents",
      check(backend: EventLoopBackend, { agents }) {
        proveInference(agents);
        return backend.agentCount === AGENT_COUNT;
      },
      targets: [
        {
          component: "Agent Spawning",
          label: "Parallel (10 agents)",
          metric: "time",
          statistic: "median",
          below: 100e6,
          when: { mode: "promises" },
        },
      ],
    },
    async ({ isBatch, specs }, backend) => {
      if (isBatch) await backend.spawn(specs);
      else await Promise.all(specs.map((spec) => backend.spawn([spec])));
      return backend;
    },
  );
});
