/** Agents that are moved between workers, or cannot be. Loaded by the threads and processes under test. */
import { exit } from "node:process";

import type { Agent, AgentDefinition } from "../../src/agent.ts";
import { defineAgent } from "../../src/define-agent.ts";
import type { AgentId } from "../../src/message.ts";

export interface CounterOptions {
  readonly agentCount: number;
}

/**
 * Counts its steps, tells everybody each time, and checks what it hears: of every sender, each number
 * follows the one before. It works for as long as its observation says, and answers with all it knows.
 */
export const counter = defineAgent({
  module: import.meta.url,
  kind: "counter",
  create: (id: AgentId, { agentCount }: CounterOptions) => ({
    id: Number(id),
    agentCount,
    stepCount: 0,
    heard: new Map<number, number>(),
    gapCount: 0,
    beliefs: new Float64Array(4),
  }),
  onObservation(state, workCount: number, outbox) {
    for (let count = 0; count < workCount; count++) Atomics.pause();
    state.stepCount++;
    state.beliefs[state.stepCount % 4]! += 1;
    for (let to = 0; to < state.agentCount; to++) {
      if (to !== state.id) outbox.send(to, "step", state.stepCount);
    }
    outbox.publish("news", state.stepCount);
    return [state.stepCount, state.gapCount, state.heard.size, ...state.beliefs];
  },
  onMessage(state, { from, topic, content }) {
    if (topic === "news") return;
    const sender = Number(from);
    if (Number(content) !== (state.heard.get(sender) ?? 0) + 1) state.gapCount++;
    state.heard.set(sender, Number(content));
  },
});

/** Has a function in its state, which nothing can carry. */
export const rooted = defineAgent({
  module: import.meta.url,
  kind: "rooted",
  create: () => ({ next: () => 1 }),
  onObservation: (state, workCount: number) => {
    for (let count = 0; count < workCount; count++) Atomics.pause();
    return state.next();
  },
});

/** Says how it moves, and ends whatever takes it in. */
export const deadly = defineAgent({
  module: import.meta.url,
  kind: "deadly",
  create: () => ({ stepCount: 0 }),
  onObservation: (state, workCount: number) => {
    for (let count = 0; count < workCount; count++) Atomics.pause();
    return ++state.stepCount;
  },
  save: ({ stepCount }) => stepCount,
  restore: () => exit(9),
});

/** An agent of its own making, without a way to be saved. */
export const settler: AgentDefinition<null> = {
  kind: "settler",
  module: import.meta.url,
  create: (id): Agent<number, number> => {
    let stepCount = 0;
    return {
      id,
      step(workCount) {
        for (let count = 0; count < workCount; count++) Atomics.pause();
        return ++stepCount;
      },
      receive() {},
    };
  },
};
