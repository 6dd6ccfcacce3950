import { expect, test } from "vitest";

import type { DeliveryReport } from "../../delivery.ts";
import {
  actionOf,
  contentsOf,
  recordedBy,
  recorderSpec,
  speakerSpec,
} from "./exchange.contract.ts";
import type { CreateBackend } from "./exchange.contract.ts";

export function describeOverflow(create: CreateBackend): void {
  test.for([
    { overflow: "reject", kept: [0, 1, 2], reason: "rejected", acceptedCount: 3 },
    { overflow: "drop-newest", kept: [0, 1, 2], reason: "dropped-newest", acceptedCount: 5 },
    { overflow: "drop-oldest", kept: [2, 3, 4], reason: "dropped-oldest", acceptedCount: 5 },
  ] as const)(
    "a mailbox of three that is sent five keeps $kept under $overflow and returns the rest",
    async ({ overflow, kept, reason, acceptedCount }) => {
      await using backend = await create({ mailbox: { messageCountMax: 3, overflow } });
      await backend.spawn([speakerSpec(1, 2), recorderSpec(2)]);

      const { outcomes, delivery } = await backend.step([{ agentId: 1, observation: 5 }]);
      expect(actionOf(outcomes[0])).toBe(acceptedCount);
      expect(delivery).toMatchObject({ deliveredCount: 3, undeliveredCount: 2, failures: [] });
      expect(delivery.undelivered.map((each) => each.reason)).toEqual([reason, reason]);
      expect(contentsOf(await recordedBy(backend, 2))).toEqual(kept);
      expect(await backend.statistics(2)).toMatchObject({ receivedCount: 3, overflowCount: 2 });
    },
  );

  test("every message that was sent is delivered or returned", async () => {
    await using backend = await create({
      mailbox: { messageCountMax: 4, overflow: "drop-oldest" },
    });
    const ids = Array.from({ length: 12 }, (_, index) => index);
    await backend.spawn(ids.map((id) => speakerSpec(id, (id * 7 + 3) % 15)));

    let delivered = 0;
    let undelivered = 0;
    const count = ({ deliveredCount, undeliveredCount }: DeliveryReport): void => {
      delivered += deliveredCount;
      undelivered += undeliveredCount;
    };
    for (let round = 0; round < 5; round++) {
      count((await backend.stepAll((agentId) => (Number(agentId) % 6) + round)).delivery);
    }
    const statistics = await Promise.all(ids.map((id) => backend.statistics(id)));
    const sent = statistics.reduce((sum, { sentCount }) => sum + sentCount, 0);
    expect(delivered + undelivered).toBe(sent);
    expect(undelivered).toBeGreaterThan(0);
    expect(delivered).toBe(statistics.reduce((sum, each) => sum + each.receivedCount, 0));
  });
}
