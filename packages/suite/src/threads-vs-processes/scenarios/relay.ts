/** Relay: a token goes round all agents, one message per hop, so that the time of one message can be told. */
import { defineAgent } from "@paceline/agents";

/** Passes the token on while it has hops left. */
export const relay = defineAgent({
  module: import.meta.url,
  kind: "relay",
  create: (id, { agentCount }: { readonly agentCount: number }) => ({
    next: (Number(id) + 1) % agentCount,
  }),
  onObservation: () => null,
  onMessage({ next }, { content }, outbox) {
    const hopCount = Number(content);
    if (hopCount > 0) outbox.send(next, "token", hopCount - 1);
  },
});
