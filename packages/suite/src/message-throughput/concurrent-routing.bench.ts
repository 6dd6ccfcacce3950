/**
 * How many messages a second get through when all agents send at once?
 *
 * Measured: ten senders post a hundred messages each, in turns, into the bounded mailboxes of ten
 * recipients, before anyone reads; then all mailboxes are emptied in the order of posting, and every
 * recipient takes its messages in. Mailboxes hold all of a round, so nothing may be turned away. On the
 * event loop senders take turns on one thread; the original has four threads and sleeps in each delivery.
 *
 * Not measured: threads, serialisation.
 */
import type { DeliveryReport } from "@paceline/agents";
import { bench, group } from "@paceline/harness/bench";

import { createCrowd, messageOf, receivedCountOf } from "../crowd.ts";
import { proveInference } from "../workload.ts";

const AGENT_COUNT = 10;
const MESSAGE_COUNT = 1_000;

group("message-throughput/routing", () => {
  bench(
    "concurrent routing",
    {
      setup: () => ({ ...createCrowd(AGENT_COUNT), sentCount: 0 }),
      items: MESSAGE_COUNT,
      itemsUnit: "messages",
      check(report: DeliveryReport, state) {
        proveInference(state.agents);
        const { deliveredCount, undeliveredCount } = report;
        const isComplete = deliveredCount === MESSAGE_COUNT && undeliveredCount === 0;
        return isComplete && receivedCountOf(state) === state.sentCount;
      },
      targets: [
        {
          component: "Message Throughput",
          label: "Concurrent routing",
          metric: "throughput",
          statistic: "median",
          above: 5_000,
        },
      ],
    },
    (state) => {
      for (let posted = 0; posted < MESSAGE_COUNT; posted++) {
        state.backend.post(messageOf(state, state.sentCount++));
      }
      return state.backend.idle();
    },
  );
});
