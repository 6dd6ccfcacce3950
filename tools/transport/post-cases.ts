/** The peer: messages by `postMessage`, one by one and in batches. */
import { once } from "node:events";
import type { MessagePort } from "node:worker_threads";

import { BATCH, type Case } from "./case.ts";
import { freeFormMessage } from "./message.ts";

export function batchedPost(port: MessagePort): Case {
  return {
    async left(count) {
      for (let sent = 0; sent < count; sent += BATCH) {
        port.postMessage(
          Array.from({ length: BATCH }, (_, index) => freeFormMessage(sent + index)),
        );
        // As with a bounded ring: not everything may pile up in memory.
        if (sent % (50 * BATCH) === 49 * BATCH) await once(port, "message");
      }
      if (count % (50 * BATCH) !== 0) await once(port, "message");
    },
    right: (count) =>
      takePosts(port, count, (batch) => (Array.isArray(batch) ? batch.length : 0), 50 * BATCH),
  };
}

export function singlePost(port: MessagePort): Case {
  return {
    async left(count) {
      for (let sent = 1; sent <= count; sent++) {
        port.postMessage(freeFormMessage(sent));
        if (sent % 5_000 === 0) await once(port, "message");
      }
      if (count % 5_000 !== 0) await once(port, "message");
    },
    right: (count) => takePosts(port, count, () => 1, 5_000),
  };
}

async function takePosts(
  port: MessagePort,
  count: number,
  sizeOf: (batch: unknown) => number,
  perAnswer: number,
): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let taken = 0;
  const take = (batch: unknown): void => {
    taken += sizeOf(batch);
    if (taken % perAnswer === 0 || taken === count) port.postMessage(null);
    if (taken === count) resolve();
  };
  port.on("message", take);
  await promise;
  port.off("message", take);
}

export function postRoundTrip(port: MessagePort): Case {
  return {
    async left(count, tripNs) {
      for (let trip = 0; trip < count; trip++) {
        const startMs = performance.now();
        port.postMessage(freeFormMessage(trip));
        await once(port, "message");
        tripNs[trip] = (performance.now() - startMs) * 1e6;
      }
    },
    right: (count) => takePosts(port, count, () => 1, 1),
  };
}
