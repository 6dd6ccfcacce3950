import { describe, expect, test } from "vitest";

import { DuplicateAgentError, UnknownAgentError } from "../errors.ts";
import type { AgentId, Message } from "../message.ts";
import { createRouter } from "./router.ts";
import type { RouterOptions } from "./router.ts";

const message = (from: AgentId, to: AgentId | null, sequence = 0): Message => ({
  from,
  to,
  topic: "news",
  sequence,
  content: null,
});

/** A router with recipients that write down what they get, as "recipient<sender:sequence". */
function createLogged(ids: readonly AgentId[], options: RouterOptions = {}) {
  const log: string[] = [];
  const router = createRouter({
    ...options,
    onUndelivered: ({ from, sequence }, reason) => log.push(`${reason} ${from}:${sequence}`),
  });
  for (const id of ids) {
    router.register({ id, receive: ({ from, sequence }) => log.push(`${id}<${from}:${sequence}`) });
  }
  return { router, log };
}

describe("direct addressing", () => {
  test("tells integer and string ids apart", () => {
    const { router, log } = createLogged([1, "1"]);
    router.route(message(0, "1"));
    router.route(message(0, 1, 1));
    expect(log).toEqual(["1<0:0", "1<0:1"]);
    expect(router.recipientCount).toBe(2);
  });

  test("throws a typed error for a stranger, and for no recipient at all", () => {
    const { router } = createLogged([1]);
    expect(() => router.route(message(1, 2))).toThrow(UnknownAgentError);
    expect(() => router.route(message(1, null))).toThrow("publish or broadcast");
    expect(() => router.subscribe(2, "news")).toThrow(UnknownAgentError);
    expect(() => router.register({ id: 1, receive() {} })).toThrow(DuplicateAgentError);
  });
});

describe.for(["hash", "linear"] as const)("publishing by %s", (topics) => {
  test("reaches the subscribers but the sender", () => {
    const { router, log } = createLogged([1, 2, 3], { topics });
    for (const id of [3, 1]) router.subscribe(id, "news");
    expect(router.publish(message(2, null))).toBe(2);
    expect(router.publish(message(1, null, 1))).toBe(1);
    router.unregister(3);
    expect(router.publish(message(2, null, 2))).toBe(1);
    expect(log).toEqual(["3<2:0", "1<2:0", "3<1:1", "1<2:2"]);
  });
});

test("a broadcast reaches all but the sender", () => {
  const { router, log } = createLogged([1, 2, 3]);
  expect(router.broadcast(message(2, null))).toBe(2);
  expect(log).toEqual(["1<2:0", "3<2:0"]);
});

describe("posted messages", () => {
  test("wait, and are handed out in the order in which they were posted", () => {
    const { router, log } = createLogged([1, 2]);
    router.subscribe(2, "news");
    router.post(message(2, 1, 0));
    router.postPublish(message(1, null, 1));
    router.postBroadcast(message(9, null, 2));
    router.post(message(2, 1, 3));
    expect([log.length, router.pendingCount]).toEqual([0, 5]);
    expect(router.drain(100)).toBe(5);
    expect(log).toEqual(["1<2:0", "2<1:1", "1<9:2", "2<9:2", "1<2:3"]);
  });

  test("stop at the limit and go on from there", () => {
    const { router, log } = createLogged([1]);
    for (const sequence of [0, 1, 2]) router.post(message(9, 1, sequence));
    expect(router.drain(2)).toBe(2);
    expect(router.pendingCount).toBe(1);
    router.discardPending("delivery-limit");
    expect(log).toEqual(["1<9:0", "1<9:1", "delivery-limit 9:2"]);
    expect(router.pendingCount).toBe(0);
  });

  test("that push out older ones do not pile up anything else", () => {
    const mailbox = { messageCountMax: 2, overflow: "drop-oldest" } as const;
    const { router, log } = createLogged([1], { mailbox });
    for (let sequence = 0; sequence < 5; sequence++) router.post(message(9, 1, sequence));
    expect(router.pendingCount).toBe(2);
    expect(router.drain(100)).toBe(2);
    expect(log).toEqual([
      "dropped-oldest 9:0",
      "dropped-oldest 9:1",
      "dropped-oldest 9:2",
      "1<9:3",
      "1<9:4",
    ]);
    expect(router.mailboxCounts(1)).toMatchObject({ acceptedCount: 5, droppedOldestCount: 3 });
  });

  test("to a recipient that left come back, and do not reach one that takes its id", () => {
    const { router, log } = createLogged([1, 2]);
    router.post(message(9, 1, 0));
    router.post(message(9, 2, 1));
    router.unregister(1);
    router.register({ id: 1, receive: () => log.push("the wrong one") });
    expect(router.pendingCount).toBe(1);
    expect(router.drain(100)).toBe(1);
    expect(log).toEqual(["agent-removed 9:0", "2<9:1"]);
  });
});

const messageTo = (to: number, content: string): Message => ({ ...message(9, to), content });

test("in rounds, recipients take their turns in the order of registering, and answers wait for the next", () => {
  const log: string[] = [];
  const router = createRouter({ order: "rounds" });
  for (const id of [1, 2, 3]) {
    router.register({
      id,
      receive({ content }) {
        log.push(`${id}:${content as string}`);
        if (content === "ask") for (const to of [3, 1]) router.post(messageTo(to, `by ${id}`));
      },
    });
  }
  for (const [to, content] of [
    [3, "ask"],
    [1, "a"],
    [3, "b"],
    [2, "ask"],
  ] as const) {
    router.post(messageTo(to, content));
  }
  expect(router.drain(6)).toBe(6);
  expect(log).toEqual(["1:a", "2:ask", "3:ask", "3:b", "1:by 2", "1:by 3"]);
  expect(router.pendingCount).toBe(2);
  expect(router.drain(6)).toBe(2);
  expect(log.slice(6)).toEqual(["3:by 2", "3:by 3"]);
});
