/** Agents that talk all the time, agents that leak, and agents that weigh the thread they live on. */
import { getHeapSpaceStatistics, getHeapStatistics } from "node:v8";

import { defineAgent } from "../../packages/agents/src/define-agent.ts";
import { collect } from "./settled-code.ts";

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

/** Bytes that live on one thread. */
export interface ThreadWeight {
  /** Objects on its heap. */
  readonly objectBytes: number;
  /** Compiled code and bytecode there, which V8 makes when it sees fit. */
  readonly codeBytes: number;
  /** Outside of it, held by objects: buffers. */
  readonly externalBytes: number;
}

/** V8 keeps bytecode and other code's data in its trusted space. */
const CODE_SPACES = new Set([
  "code_space",
  "code_large_object_space",
  "trusted_space",
  "trusted_large_object_space",
]);

/** What lives on this thread after whole collections: the second takes what the first has set free to die. */
export function weighThread(): ThreadWeight {
  collect();
  collect();
  const { used_heap_size: heapBytes, external_memory: externalBytes } = getHeapStatistics();
  const codeBytes = getHeapSpaceStatistics().reduce(
    (sum, { space_name: name, space_used_size: bytes }) =>
      CODE_SPACES.has(name) ? sum + bytes : sum,
    0,
  );
  return { objectBytes: heapBytes - codeBytes, codeBytes, externalBytes };
}

/** Lives on a thread and weighs it when it is asked to. */
export const gauge = defineAgent({
  module: import.meta.url,
  kind: "gauge",
  create: () => ({}),
  onObservation: () => {
    const { objectBytes, codeBytes, externalBytes } = weighThread();
    return [objectBytes, codeBytes, externalBytes];
  },
});
