/**
 * How much memory does one agent take?
 *
 * Measured: `retainedBytesPerAgent`, the growth of heap and buffers from one crowd of explorers in a
 * backend to a larger one, after collection has settled. It holds the agent, its belief, its place in
 * the backend; with `shared` not the model, which there is one of, with `own` one model for each agent,
 * as in the original. Agents that heard messages take more: they remember them. The time is that of
 * making the smallest crowd.
 *
 * Not measured: the process. The original reports the whole process for each agent.
 */
import { createEventLoopBackend, sharedPrograms } from "@paceline/agents";
import type { EventLoopBackend, Explorer } from "@paceline/agents";
import { bench, group } from "@paceline/harness/bench";

import { measureRetainedBytes } from "../retained-memory.ts";
import { proveInference, spawnExplorer } from "../workload.ts";

/** Sizes of the crowds; a model of its own makes an agent a hundred times as large. */
const COUNTS = {
  shared: { smoke: [64, 128], full: [2_000, 4_000, 6_000, 8_000] },
  own: { smoke: [2, 4], full: [20, 40, 60, 80] },
} as const;

interface Crowd {
  readonly agents: readonly Explorer[];
  readonly backend: EventLoopBackend;
}

function spawnCrowd(agentCount: number, isOwn: boolean): Crowd {
  const backend = createEventLoopBackend();
  const agents = Array.from({ length: agentCount }, (_, id) => {
    if (isOwn) sharedPrograms.clear();
    return spawnExplorer(id);
  });
  for (const agent of agents) backend.add(agent);
  return { agents, backend };
}

group("agent-spawning/memory", () => {
  bench(
    "memory per agent",
    {
      params: {
        model: { smoke: ["shared", "own"], full: ["shared", "own"] },
      },
      setup({ parameters: { model }, size }) {
        spawnExplorer("first");
        return { isOwn: model === "own", counts: COUNTS[model][size] };
      },
      items: 1,
      itemsUnit: "crowds",
      check({ agents, backend }: Crowd, { counts }) {
        proveInference(agents);
        return backend.agentCount === counts[0];
      },
      metrics: {
        retainedBytesPerAgent: {
          unit: "bytes",
          direction: "lower",
          measure: ({ isOwn, counts }) =>
            measureRetainedBytes(counts, (count) => spawnCrowd(count, isOwn)),
        },
      },
      targets: [
        {
          component: "Agent Spawning",
          label: "Memory per agent",
          metric: "retainedBytesPerAgent",
          statistic: "median",
          below: 10e6,
          when: { model: "own" },
        },
        {
          component: "Agent Spawning",
          label: "Memory per agent, shared model",
          metric: "retainedBytesPerAgent",
          statistic: "median",
          below: 2_048,
          isStretch: true,
          when: { model: "shared" },
        },
      ],
    },
    ({ isOwn, counts }) => spawnCrowd(counts[0], isOwn),
  );
});
