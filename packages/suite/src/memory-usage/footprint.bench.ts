/**
 * How much memory does one agent take, by its kind and by the size of its model?
 *
 * Measured: what each agent of a backend retains once everything that can be freed is freed: the slope over crowds
 * of growing size, for heap, array buffers and the whole process apart. It holds the agent, its belief and its place in
 * the backend; with `shared` not the model, which there is one of, with `own` one model for each agent, as in the
 * original. Agents that heard messages take more: see message history.
 *
 * Not measured: agents in other threads or processes. The original reports the whole process for each agent.
 */
import {
  createEventLoopBackend,
  createExplorer,
  createOpenGridMap,
  sharedPrograms,
} from "@paceline/agents";
import type { AgentId, EventLoopBackend, InferringAgent } from "@paceline/agents";
import { bench, group } from "@paceline/harness/bench";

import { AGENT_KINDS, proveInference } from "../workload.ts";

const MODELS = ["shared", "own"] as const;
const KINDS = ["explorer", "collector", "coordinator"] as const;
const CELL_COUNTS = [100, 400] as const;

/** Sizes of the crowds; a model of its own makes an agent a hundred times as large. */
const COUNTS = {
  shared: { smoke: [64, 128], full: [500, 1_000, 1_500, 2_000] },
  own: { smoke: [2, 4], full: [5, 10, 15, 20] },
} as const;

interface Crowd {
  readonly agents: readonly InferringAgent[];
  readonly backend: EventLoopBackend;
}

function createCrowd(
  agentCount: number,
  isOwn: boolean,
  spawn: (id: AgentId) => InferringAgent,
): Crowd {
  const backend = createEventLoopBackend();
  const agents = Array.from({ length: agentCount }, (_, id) => {
    if (isOwn) sharedPrograms.clear();
    return spawn(id);
  });
  for (const agent of agents) backend.add(agent);
  return { agents, backend };
}

group("memory-usage/footprint", () => {
  bench.memory(
    "agent by kind",
    {
      params: {
        kind: { smoke: KINDS, full: KINDS },
        model: { smoke: MODELS, full: MODELS },
      },
      counts: ({ model }) => COUNTS[model],
      setup: ({ parameters: { kind, model } }) => ({
        kind,
        isOwn: model === "own",
        spawn: AGENT_KINDS[kind].spawn,
      }),
      itemsUnit: "agents",
      check({ agents, backend }: Crowd, { kind }) {
        proveInference(agents, kind);
        return backend.agentCount === agents.length;
      },
      targets: [
        {
          component: "Agent Spawning",
          label: "Memory per agent",
          metric: "retainedBytesPerInstance",
          statistic: "median",
          below: 10e6,
          when: { kind: "explorer", model: "own" },
        },
        {
          component: "Agent Spawning",
          label: "Memory per agent, shared model",
          metric: "retainedBytesPerInstance",
          statistic: "median",
          below: 2_048,
          isStretch: true,
          when: { kind: "explorer", model: "shared" },
        },
      ],
    },
    ({ isOwn, spawn }, agentCount) => createCrowd(agentCount, isOwn, spawn),
  );

  bench.memory(
    "explorer by grid",
    {
      params: { cells: { smoke: [25], full: CELL_COUNTS } },
      counts: COUNTS.shared,
      setup({ parameters: { cells } }) {
        const map = createOpenGridMap(Math.sqrt(cells), [cells - 1]).text;
        return (id: AgentId): InferringAgent => createExplorer(id, { map });
      },
      itemsUnit: "agents",
      check({ agents }: Crowd) {
        proveInference(agents);
      },
    },
    (spawn, agentCount) => createCrowd(agentCount, false, spawn),
  );
});
