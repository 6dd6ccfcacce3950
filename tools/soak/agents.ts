/** Agents that talk all the time, agents that leak, and agents that weigh the thread they live on. */
import { getHeapStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

import { defineAgent } from "../../packages/agents/src/define-agent.ts";

export interface TalkerOptions {
  readonly agentCount: number;
  /** Whether it keeps all that it hears. */
  readonly isLeaking: boolean;
}

/** Tells two others each step, near and far: once in numbers, once in free form. */
export const talker = defineAgent({
  module: import.meta.url,
  kind: "talker",
  create: (id, { agentCount, isLeaking }: TalkerOptions) => ({
    id: Number(id),
    agentCount,
    isLeaking,
    beliefs: new Float64Array(25),
    heardCount: 0,
    kept: [] as unknown[],
  }),
  onObservation(state, step: number, outbox) {
    state.beliefs[step % 25] = step;
    outbox.send((state.id + 1) % state.agentCount, "beliefs", [step, state.id, ...state.beliefs]);
    const far = (state.id * 7 + step) % state.agentCount;
    outbox.send(far, "proposal", { task: `task ${step}`, price: step, position: [state.id, step] });
    return [step, state.heardCount];
  },
  onMessage(state, { content }) {
    state.heardCount++;
    if (state.isLeaking) state.kept.push(content);
  },
});

setFlagsFromString("--expose-gc");
const collect: unknown = runInNewContext("gc");

/** Bytes that live on this thread after a whole collection: its heap, and what that holds outside. */
export function weighThread(): number {
  if (typeof collect !== "function") throw new Error("this Node does not expose its collector");
  collect();
  const { used_heap_size: heapBytes, external_memory: externalBytes } = getHeapStatistics();
  return heapBytes + externalBytes;
}

/** Lives on a thread and weighs it when it is asked to. */
export const gauge = defineAgent({
  module: import.meta.url,
  kind: "gauge",
  create: () => ({}),
  onObservation: () => weighThread(),
});
