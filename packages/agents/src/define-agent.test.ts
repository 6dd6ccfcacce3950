import { expect, test } from "vitest";

import { createEventLoopBackend } from "./backends/event-loop.ts";
import { defineAgent } from "./define-agent.ts";

const log: string[] = [];
const tally = defineAgent({
  module: import.meta.url,
  create: (id, { start }: { readonly start: number }) => ({ id, count: start }),
  onObservation: (state, step: number, outbox) => {
    outbox.broadcast("count", state.count + step);
    return (state.count += step);
  },
  onMessage: (state, { content }) => {
    state.count += Number(content);
  },
  onDispose: ({ id }) => log.push(`disposed ${id}`),
});

test("a behavior becomes an agent with a state of its own", async () => {
  {
    await using backend = createEventLoopBackend();
    await backend.spawn(
      [1, 2].map((id) => ({ id, definition: tally, options: { start: id * 10 } })),
    );
    const first = await backend.step([{ agentId: 1, observation: 5 }]);
    expect(first.outcomes[0]).toMatchObject({ state: "completed", action: 15 });
    const second = await backend.step([{ agentId: 2, observation: 0 }]);
    expect(second.outcomes[0]).toMatchObject({ state: "completed", action: 35 });
  }
  expect(log).toEqual(["disposed 1", "disposed 2"]);
});

test("an agent without onMessage lets messages pass", async () => {
  const deaf = defineAgent({ module: import.meta.url, create: () => null, onObservation: () => 1 });
  await using backend = createEventLoopBackend();
  await backend.spawn([{ id: 1, definition: deaf, options: null }]);
  const message = { from: 2, to: 1, topic: "t", sequence: 0, content: null };
  expect(await backend.deliver(message)).toMatchObject({ deliveredCount: 1, failures: [] });
});
