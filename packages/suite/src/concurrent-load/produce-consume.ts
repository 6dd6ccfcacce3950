/** Producers and consumers as agents, so that what carries their items is what carries all messages. */
import { defineAgent } from "@paceline/agents";

export interface ProducerOptions {
  readonly consumerId: number;
  readonly itemCount: number;
}

/** Sends its items to its consumer, each a few numbers. */
export const producer = defineAgent({
  module: import.meta.url,
  kind: "producer",
  create: (_id, options: ProducerOptions) => options,
  onObservation({ consumerId, itemCount }, batchIndex: number, outbox) {
    for (let item = 0; item < itemCount; item++)
      outbox.send(consumerId, "item", [batchIndex, item, 0.5]);
    return itemCount;
  },
});

/** Adds up what it gets, and tells when it is asked. */
export const consumer = defineAgent({
  module: import.meta.url,
  kind: "consumer",
  create: () => ({ itemCount: 0 }),
  onObservation: ({ itemCount }) => itemCount,
  onMessage(state) {
    state.itemCount++;
  },
});
