/**
 * How long does it take until one more agent lives?
 *
 * Measured: making one explorer on a grid of 25 cells and taking it into an empty event-loop backend,
 * ready for its first step. With `shared`, its generative model was compiled for an earlier agent, which
 * is how agents of a crowd start. With `own`, the model is built, checked and compiled in the measured
 * time, which is how the first agent of its kind starts, and every agent of the original.
 *
 * Not measured: starting Node, importing code, the first step. Backends are made outside the clock.
 */
import { createEventLoopBackend, sharedPrograms } from "@paceline/agents";
import type { EventLoopBackend, Explorer } from "@paceline/agents";
import { bench, group } from "@paceline/harness/bench";

import { proveInference, spawnExplorer } from "../workload.ts";

interface Spawned {
  readonly agent: Explorer;
  readonly backend: EventLoopBackend;
}

group("agent-spawning/one", () => {
  bench(
    "spawn one",
    {
      params: { model: { smoke: ["shared", "own"], full: ["shared", "own"] } },
      setup({ parameters }) {
        spawnExplorer("first");
        return { isOwn: parameters.model === "own" };
      },
      prepare: () => createEventLoopBackend(),
      items: 1,
      itemsUnit: "agents",
      check({ agent, backend }: Spawned) {
        proveInference([agent]);
        return backend.agentCount === 1;
      },
      targets: [
        {
          component: "Agent Spawning",
          label: "Single agent",
          metric: "time",
          statistic: "median",
          below: 50e6,
          when: { model: "own" },
        },
        {
          component: "Agent Spawning",
          label: "Single agent, shared model",
          metric: "time",
          statistic: "median",
          below: 20e3,
          isStretch: true,
          when: { model: "shared" },
        },
      ],
    },
    ({ isOwn }, backend) => {
      if (isOwn) sharedPrograms.clear();
      const agent = spawnExplorer("scout");
      backend.add(agent);
      return { agent, backend };
    },
  );
});
