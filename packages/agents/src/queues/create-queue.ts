import { createArrayShiftQueue } from "./array-shift.ts";
import { createLinkedListQueue } from "./linked-list.ts";
import type { Queue, QueueName } from "./queue.ts";
import { createRingBuffer } from "./ring-buffer.ts";
import { createTwoStackQueue } from "./two-stack.ts";

const QUEUE_MAKERS = {
  "ring-buffer": createRingBuffer,
  "array-shift": createArrayShiftQueue,
  "linked-list": createLinkedListQueue,
  "two-stack": createTwoStackQueue,
} as const satisfies Record<QueueName, <Item>() => Queue<Item>>;

/** An empty queue of the named kind. */
export const createQueue = <Item>(name: QueueName): Queue<Item> => QUEUE_MAKERS[name]();
