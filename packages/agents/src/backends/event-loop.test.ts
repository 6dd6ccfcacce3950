import { describe, expect, test } from "vitest";

import type { Agent } from "../agent.ts";
import { AgentFailedError, DuplicateAgentError, UnknownAgentError } from "../errors.ts";
import type { Message } from "../message.ts";
import { describeBackend } from "../backend.contract.ts";
import { createEventLoopBackend } from "./event-loop.ts";

describeBackend("event-loop", async (options) => createEventLoopBackend(options));

const message = (to: number): Message => ({ from: 0, to, topic: "t", sequence: 0, content: null });

const countingAgent = (id: number) => {
  const agent = {
    id,
    receivedCount: 0,
    disposedCount: 0,
    step: (observation: unknown) => observation,
    receive() {
      agent.receivedCount++;
    },
    [Symbol.dispose]() {
      agent.disposedCount++;
    },
  } satisfies Agent & { receivedCount: number; disposedCount: number };
  return agent;
};

describe("the synchronous side of the event-loop backend", () => {
  test("delivers before it returns", () => {
    const backend = createEventLoopBackend();
    const agent = countingAgent(1);
    backend.add(agent);
    expect(backend.deliverNow(message(1)).deliveredCount).toBe(1);
    expect(agent.receivedCount).toBe(1);
  });

  test("throws what a step threw, with the id, and steps on", () => {
    const backend = createEventLoopBackend();
    let isBroken = true;
    backend.add({
      ...countingAgent(1),
      step() {
        if (isBroken) throw new Error("broken");
        return "fine";
      },
    });
    expect(() => backend.stepNow(1, null)).toThrow(AgentFailedError);
    isBroken = false;
    expect(backend.stepNow(1, null)).toBe("fine");
    expect(() => backend.stepNow(2, null)).toThrow(UnknownAgentError);
    expect(() => backend.add(countingAgent(1))).toThrow(DuplicateAgentError);
  });

  test("an agent that calls its backend instead of its outbox fails, and nothing hangs", () => {
    const backend = createEventLoopBackend();
    backend.add({
      ...countingAgent(1),
      receive() {
        backend.deliverNow(message(1));
      },
    });
    const report = backend.deliverNow(message(1));
    expect(report.failures[0]?.message).toContain("speak through their outbox");
    expect(backend.deliverNow(message(5)).undeliveredCount).toBe(1);
  });
});

test("posted messages arrive in the next microtask without anybody asking", async () => {
  await using backend = createEventLoopBackend();
  const agent = countingAgent(1);
  backend.add(agent);
  expect(backend.post(message(1))).toBe(true);
  expect(backend.post(message(2))).toBe(false);
  expect(agent.receivedCount).toBe(0);
  await Promise.resolve();
  expect(agent.receivedCount).toBe(1);
  expect(await backend.idle()).toMatchObject({ deliveredCount: 1, undeliveredCount: 1 });
});

test("agents are disposed once, when removed or with their backend", async () => {
  const removed = countingAgent(1);
  const kept = countingAgent(2);
  {
    await using backend = createEventLoopBackend();
    backend.add(removed);
    backend.add(kept);
    await backend.remove([1]);
    expect([removed.disposedCount, kept.disposedCount]).toEqual([1, 0]);
  }
  expect([removed.disposedCount, kept.disposedCount]).toEqual([1, 1]);
});

test("what waits for a removed agent comes back as undelivered", async () => {
  await using backend = createEventLoopBackend();
  backend.add(countingAgent(1));
  backend.post(message(1));
  await backend.remove([1]);
  const report = await backend.idle();
  expect(report.undelivered.map(({ reason }) => reason)).toEqual(["agent-removed"]);
});
