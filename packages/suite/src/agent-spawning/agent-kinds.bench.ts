/**
 * What does an agent of each kind cost to spawn?
 *
 * Measured: making one agent with a shared model. An explorer and a collector have 25 states, a
 * coordinator 64, and an agent's own memory is its belief about them. The original compares agents that
 * differ in their prompts.
 *
 * Not measured: taking it into a backend, compiling its model.
 */
import type { InferringAgent } from "@paceline/agents";
import { bench, group } from "@paceline/harness/bench";

import { AGENT_KINDS, proveInference } from "../workload.ts";

const KINDS = ["explorer", "collector", "coordinator"] as const;

group("agent-spawning/kinds", () => {
  bench(
    "spawn by kind",
    {
      params: { kind: { smoke: KINDS, full: KINDS } },
      setup: ({ parameters }) => ({
        kind: parameters.kind,
        spawn: AGENT_KINDS[parameters.kind].spawn,
      }),
      items: 1,
      itemsUnit: "agents",
      check(agent: InferringAgent, { kind }) {
        proveInference([agent], kind);
      },
    },
    ({ spawn }) => spawn("one"),
  );
});
