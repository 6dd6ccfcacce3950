/** Agents whose every action depends on all they were told before, in order. */
import { createRandom } from "@paceline/core";

import { defineAgent } from "../../src/define-agent.ts";
import type { AgentId, MessageContent } from "../../src/message.ts";

export interface GossipOptions {
  readonly seed: number;
  readonly agentCount: number;
}

const mix = (hash: number, word: number): number => Math.imul(hash ^ (word | 0), 0x01000193);

/** Rumours are lists, news are objects: both ways of writing are on the path. */
const wordsOf = (content: MessageContent): readonly number[] =>
  typeof content === "object" && content !== null ? Object.values(content).map(Number) : [];

/** Tells others what it heard, to whom its seed and its memory say, and forgets nothing. */
export const gossip = defineAgent({
  module: import.meta.url,
  kind: "gossip",
  create: (id: AgentId, { seed, agentCount }: GossipOptions) => ({
    random: createRandom(seed + Number(id)),
    agentCount,
    hash: Number(id),
  }),
  onObservation: (state, observation: number, outbox) => {
    state.hash = mix(state.hash, observation);
    const to = state.random.nextIndex(state.agentCount);
    outbox.send(to, "rumour", [state.hash, 3]);
    if (state.hash % 5 === 0) outbox.publish("news", { hash: state.hash, left: 2 });
    return state.hash;
  },
  onMessage: (state, { from, sequence, content }, outbox) => {
    const [heard, left] = wordsOf(content);
    state.hash = mix(mix(mix(state.hash, Number(from)), sequence), heard!);
    if (left === 0) return;
    const spread = 1 + (Math.abs(state.hash) % 3);
    for (let count = 0; count < spread; count++) {
      const to = Math.abs(mix(state.hash, count)) % state.agentCount;
      outbox.send(to, "rumour", [state.hash, left! - 1]);
    }
  },
});
