/**
 * Two agents that are not ours and play ping-pong, on the event loop, on threads and in processes.
 *
 *     node --conditions=@paceline/source examples/ping-pong.ts
 *     npx paceline profile examples/ping-pong.ts --by agent
 */
import {
  createEventLoopBackend,
  createProcessesBackend,
  createThreadsBackend,
  defineAgent,
} from "@paceline/agents";
import type { Backend } from "@paceline/agents";

/** Serves when it is its turn, and is content with any answer. */
export const server = defineAgent({
  module: import.meta.url,
  kind: "server",
  create: () => ({ pongCount: 0 }),
  onObservation: (_state, rally: number, outbox) => outbox.send("returner", "ping", aim(rally)),
  onMessage(state) {
    state.pongCount++;
  },
});

/** Sends every ping back to where it came from. */
export const returner = defineAgent({
  module: import.meta.url,
  kind: "returner",
  create: () => null,
  onObservation: () => "waits",
  onMessage: (_state, { from, content }, outbox) => {
    outbox.send(from, "pong", aim(Number(content)));
  },
});

/** Where the ball goes: a walk of some thousand numbers, so that there is something to see in a profile. */
function aim(from: number): number {
  let place = from % 9973;
  for (let stride = 0; stride < 2000; stride++) place = (place * 7919 + stride) % 9973;
  return place;
}

async function play(backend: Backend, rallyCount: number): Promise<string> {
  await backend.spawn([
    { id: "server", definition: server, options: null },
    { id: "returner", definition: returner, options: null },
  ]);
  let deliveredCount = 0;
  for (let rally = 0; rally < rallyCount; rally++) {
    // oxlint-disable-next-line no-await-in-loop -- the next rally begins when this one is over
    const { delivery } = await backend.step([{ agentId: "server", observation: rally }]);
    deliveredCount += delivery.deliveredCount;
  }
  const { receivedCount } = await backend.statistics("server");
  return `${backend.name} delivered ${deliveredCount} messages, ${receivedCount} of them to the server`;
}

export async function main(rallyCount = 2000): Promise<string> {
  const lines: string[] = [];
  for (const create of [createEventLoopBackend, createThreadsBackend, createProcessesBackend]) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other, so that the output has an order
    await using backend: Backend = await create();
    // oxlint-disable-next-line no-await-in-loop -- as above
    lines.push(await play(backend, rallyCount));
  }
  return lines.join("\n");
}

if (import.meta.main) console.log(await main());
