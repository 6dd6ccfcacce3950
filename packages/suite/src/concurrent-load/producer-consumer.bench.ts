/**
 * How many items a second go from producers to consumers?
 *
 * Measured: four producers give 250 items each to a consumer of their own, over mailboxes that hold them
 * all; producer and consumer live on different workers wherever there are two. One call returns when
 * every item was taken. On the event loop an item is a reference; on threads it goes through a ring in
 * shared memory, between processes through pipes.
 *
 * Not measured: what a consumer would do with an item.
 */
import { availableParallelism } from "node:os";

import type { StepReport } from "@paceline/agents";
import { bench, group } from "@paceline/harness/bench";

import { createBackend, STUDY_BACKENDS } from "../threads-vs-processes/create-backend.ts";
import type { StudyBackend } from "../threads-vs-processes/create-backend.ts";
import { consumer, producer } from "./produce-consume.ts";

const PAIR_COUNT = 4;
const ITEM_COUNT = 250;

group("concurrent-load/producer to consumer", () => {
  for (const backend of STUDY_BACKENDS) registerQueues(backend);
});

function registerQueues(name: StudyBackend): void {
  bench(
    name,
    {
      async setup() {
        const backend = await createBackend(name, availableParallelism());
        // In turns, so that placement puts the two of a pair on different workers.
        await backend.spawn(
          Array.from({ length: PAIR_COUNT }, (_, pair) => [
            {
              id: 2 * pair,
              definition: producer,
              options: { consumerId: 2 * pair + 1, itemCount: ITEM_COUNT },
            },
            { id: 2 * pair + 1, definition: consumer, options: null },
          ]).flat(),
        );
        return { backend, batchIndex: 0 };
      },
      items: PAIR_COUNT * ITEM_COUNT,
      itemsUnit: "items",
      check: ({ delivery }: StepReport) =>
        delivery.deliveredCount === PAIR_COUNT * ITEM_COUNT && delivery.undeliveredCount === 0,
      async teardown({ backend }) {
        await backend[Symbol.asyncDispose]();
      },
    },
    (state) => {
      state.batchIndex++;
      const { backend, batchIndex } = state;
      return backend.step(
        Array.from({ length: PAIR_COUNT }, (_, pair) => ({
          agentId: 2 * pair,
          observation: batchIndex,
        })),
      );
    },
  );
}
