/**
 * How many messages a second get through as promises?
 *
 * Measured: a thousand deliveries started together, each a promise that resolves when its recipient has
 * taken the message in, and waiting for all of them. The original sleeps in each delivery.
 *
 * Not measured: serialisation, other threads.
 */
import type { DeliveryReport } from "@paceline/agents";
import { bench, group } from "@paceline/harness/bench";

import { createCrowd, messageOf, receivedCountOf } from "../crowd.ts";
import { proveInference } from "../workload.ts";

const AGENT_COUNT = 10;
const MESSAGE_COUNT = 1_000;

group("message-throughput/routing", () => {
  bench(
    "async routing",
    {
      setup: () => ({ ...createCrowd(AGENT_COUNT), sentCount: 0 }),
      items: MESSAGE_COUNT,
      itemsUnit: "messages",
      check(reports: readonly DeliveryReport[], state) {
        proveInference(state.agents);
        const isComplete = reports.every(({ deliveredCount }) => deliveredCount === 1);
        return isComplete && receivedCountOf(state) === state.sentCount;
      },
      targets: [
        {
          component: "Message Throughput",
          label: "Async routing",
          metric: "throughput",
          statistic: "median",
          above: 10_000,
        },
      ],
    },
    (state) => {
      const deliveries: Promise<DeliveryReport>[] = [];
      for (let sent = 0; sent < MESSAGE_COUNT; sent++) {
        deliveries.push(state.backend.deliver(messageOf(state, state.sentCount++)));
      }
      return Promise.all(deliveries);
    },
  );
});
