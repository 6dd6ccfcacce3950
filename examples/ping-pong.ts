/**
 * Two agents that are not ours, one exchange, on the event loop.
 *
 *     node --conditions=@paceline/source examples/ping-pong.ts
 */
import { createEventLoopBackend } from "@paceline/agents";
import type { Agent } from "@paceline/agents";

/** Serves when it is its turn, and is content with any answer. */
const server: Agent = {
  id: "server",
  step: (_observation, outbox) => outbox.send("returner", "ping", "over the net"),
  receive() {},
};

/** Sends every ping back. */
const returner: Agent = {
  id: "returner",
  step: () => "waits",
  receive({ from, content }, outbox) {
    outbox.send(from, "pong", content);
  },
};

export async function main(): Promise<string> {
  await using backend = createEventLoopBackend();
  backend.add(server);
  backend.add(returner);

  const { delivery } = await backend.step([{ agentId: "server", observation: null }]);
  const { receivedCount } = await backend.statistics("server");
  return `delivered ${delivery.deliveredCount} messages, ${receivedCount} of them to the server`;
}

if (import.meta.main) console.log(await main());
