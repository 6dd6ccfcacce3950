import { expect, test } from "vitest";

import { ProcessHub } from "./process-hub.ts";

const unexpected = (): void => expect.unreachable("nothing was started");

test("a wait whose time is over lets the event loop turn before the next one ends", async () => {
  const events = { onRecord: unexpected, onParcel: unexpected, onLost: unexpected };
  const mailbox = { messageCountMax: 1, overflow: "reject" } as const;
  await using hub = new ProcessHub({ mailbox, heapBytesMax: null }, events);
  await hub.wait(1);
  let hasTurned = false;
  setImmediate(() => {
    hasTurned = true;
  });
  await hub.wait(1);
  expect(hasTurned).toBe(true);
});
