/**
 * What should a mailbox be made of?
 *
 * Measured: putting messages into an empty queue and taking all of them out again, for a short burst and
 * for the original's ten thousand: a growing ring buffer, which mailboxes use, an array with `shift`, a
 * linked list, and two stacks. The queue is kept from one iteration to the next, as a mailbox is, so
 * what it grew once it keeps.
 *
 * Not measured: the bound and the overflow policy of a mailbox; agents.
 */
import { createQueue, QUEUE_NAMES } from "@paceline/agents";
import { bench, group } from "@paceline/harness/bench";

group("message-throughput/queues", () => {
  bench(
    "queue",
    {
      params: {
        messageCount: { smoke: [100], full: [100, 10_000] },
        queue: { smoke: QUEUE_NAMES, full: QUEUE_NAMES },
      },
      setup: ({ parameters: { messageCount, queue } }) => ({
        messageCount,
        queue: createQueue<number>(queue),
      }),
      items: ({ messageCount }) => messageCount,
      itemsUnit: "messages",
      check: (sum: number, { messageCount }) => sum === (messageCount * (messageCount - 1)) / 2,
    },
    ({ messageCount, queue }) => {
      for (let message = 0; message < messageCount; message++) queue.push(message);
      let sum = 0;
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) sum += next;
      return sum;
    },
  );
});
