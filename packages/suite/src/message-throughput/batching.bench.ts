/**
 * Does it help to hand over messages in batches?
 *
 * Measured: one delivery of a batch of messages to the ten agents of a crowd, awaited, from making the
 * messages to the last recipient being done. Throughput is per message, so it says what the promise and
 * the report of a delivery cost when more messages share them. In the original a batch is a loop.
 *
 * Not measured: serialisation, other threads.
 */
import type { DeliveryReport, Message } from "@paceline/agents";
import { bench, group } from "@paceline/harness/bench";

import { createCrowd, messageOf, receivedCountOf } from "../crowd.ts";
import { proveInference } from "../workload.ts";

const AGENT_COUNT = 10;

group("message-throughput/batching", () => {
  bench(
    "batched routing",
    {
      params: { batchSize: { smoke: [1, 10], full: [1, 10, 50, 100] } },
      setup: ({ parameters }) => ({
        ...createCrowd(AGENT_COUNT),
        batchSize: parameters.batchSize,
        sentCount: 0,
      }),
      items: ({ batchSize }) => batchSize,
      itemsUnit: "messages",
      check({ deliveredCount }: DeliveryReport, state) {
        proveInference(state.agents);
        return deliveredCount === state.batchSize && receivedCountOf(state) === state.sentCount;
      },
    },
    (state) => {
      const batch: Message[] = [];
      for (let index = 0; index < state.batchSize; index++) {
        batch.push(messageOf(state, state.sentCount++));
      }
      return state.backend.deliverBatch(batch);
    },
  );
});
