import { expect, test } from "vitest";

import {
  contentsOf,
  echoSpec,
  messageTo,
  OUTSIDE,
  recordedBy,
  recorderSpec,
  speakerSpec,
} from "./exchange.contract.ts";
import type { CreateBackend } from "./exchange.contract.ts";

export function describeDelivery(create: CreateBackend): void {
  test("delivers a message and all answers to it", async () => {
    await using backend = await create();
    await backend.spawn([echoSpec(1), echoSpec(OUTSIDE)]);
    const report = await backend.deliver(messageTo(1, "ping", 9));
    expect(report).toEqual({
      deliveredCount: 10,
      undeliveredCount: 0,
      undelivered: [],
      failures: [],
    });
    expect(await backend.statistics(1)).toMatchObject({ receivedCount: 5, sentCount: 5 });
  });

  test("returns a message to nobody as undelivered", async () => {
    await using backend = await create();
    await backend.spawn([echoSpec(1)]);
    const lost = messageTo(7, "ping", 1);
    expect(await backend.deliver(lost)).toEqual({
      deliveredCount: 0,
      undeliveredCount: 1,
      undelivered: [{ message: lost, reason: "unknown-agent" }],
      failures: [],
    });
    // The answer goes to the sender, who is no agent here.
    const answered = await backend.deliver(messageTo(1, "ping", 1));
    expect(answered).toMatchObject({ deliveredCount: 1, undeliveredCount: 1 });
    expect(answered.undelivered[0]).toMatchObject({
      reason: "unknown-agent",
      message: { from: 1 },
    });
  });

  test("hands a topic to its subscribers but the sender, and a broadcast to all but the sender", async () => {
    await using backend = await create();
    await backend.spawn([recorderSpec(1), recorderSpec(2), recorderSpec(3), speakerSpec(4, null)]);
    for (const agentId of [1, 2, 4]) await backend.subscribe(agentId, "news");
    await backend.unsubscribe(2, "news");

    const { delivery } = await backend.step([{ agentId: 4, observation: 2 }]);
    expect(delivery.deliveredCount).toBe(2);
    expect(contentsOf(await recordedBy(backend, 1))).toEqual([0, 1]);
    expect(await recordedBy(backend, 2)).toEqual([]);
    expect(await backend.deliver(messageTo(null, "news", "x"))).toMatchObject({
      deliveredCount: 2,
    });

    const broadcast = await backend.broadcast({ ...messageTo(null, "call", "all"), from: 3 });
    expect(broadcast.deliveredCount).toBe(3);
    expect(contentsOf(await recordedBy(backend, 2))).toEqual(["all"]);
    expect(await recordedBy(backend, 3)).toEqual([]);
  });

  test("keeps the order of messages between two agents, however they were sent", async () => {
    await using backend = await create();
    await backend.spawn([recorderSpec(1)]);
    for (const content of [0, 1, 2]) backend.post(messageTo(1, "news", content));
    await backend.deliver(messageTo(1, "news", 3));
    await backend.deliverBatch([4, 5].map((content) => messageTo(1, "news", content)));
    expect(contentsOf(await recordedBy(backend, 1))).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test("ends a conversation without end at the limit, and returns what still waits", async () => {
    await using backend = await create({ deliveryCountMax: 50 });
    await backend.spawn([echoSpec(1), echoSpec(OUTSIDE)]);
    const report = await backend.deliver(messageTo(1, "ping", 1e9));
    expect(report.deliveredCount).toBeLessThanOrEqual(51);
    expect(report.undelivered.map(({ reason }) => reason)).toEqual(["delivery-limit"]);
    expect(await backend.idle()).toMatchObject({ deliveredCount: 0, undeliveredCount: 0 });
  });
}
