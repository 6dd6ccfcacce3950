/**
 * How many messages a second can agents send each other, one at a time?
 *
 * Measured: making a message, finding its recipient among ten by id, and the recipient, an explorer,
 * taking it in: it counts the message and keeps it in its history of the last hundred. The call returns
 * when the recipient is done. The original's recipients do nothing.
 *
 * Not measured: answers, serialisation, other threads.
 */
import { bench, group } from "@paceline/harness/bench";

import { createCrowd, messageOf, receivedCountOf } from "../crowd.ts";
import { proveInference } from "../workload.ts";

const AGENT_COUNT = 10;

group("message-throughput/routing", () => {
  bench(
    "simple routing",
    {
      setup: () => ({ ...createCrowd(AGENT_COUNT), sentCount: 0 }),
      items: 1,
      itemsUnit: "messages",
      check(_report, state) {
        proveInference(state.agents);
        return receivedCountOf(state) === state.sentCount;
      },
      targets: [
        {
          component: "Message Throughput",
          label: "Simple routing",
          metric: "throughput",
          statistic: "median",
          above: 1_000,
        },
        {
          component: "Message Throughput",
          label: "Simple routing",
          metric: "throughput",
          statistic: "median",
          above: 5e6,
          isStretch: true,
        },
      ],
    },
    (state) => state.backend.deliverNow(messageOf(state, state.sentCount++)),
  );
});
