/** One agent step of a known cost, as an agent and as a task. */
import { defineAgent } from "../../packages/agents/src/define-agent.ts";

/** Latency-bound, so that its time depends on the clock rate and on nothing else. */
export function spin(seed: number, iterationCount: number): number {
  let state = seed | 1;
  // An integer for certain: else the loop costs more where its bound comes from a message.
  const end = iterationCount | 0;
  for (let count = 0; count < end; count++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
  }
  return state;
}

export const spinner = defineAgent({
  module: import.meta.url,
  kind: "spinner",
  create: () => ({ state: 1 }),
  onObservation: (own, iterationCount: number) => (own.state = spin(own.state, iterationCount)),
});
