import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { createQueue } from "./create-queue.ts";
import { QUEUE_NAMES } from "./queue.ts";

describe.for(QUEUE_NAMES)("the %s queue", (name) => {
  test("answers every sequence of calls like an array with push and shift", () => {
    const call = fc.oneof(
      { weight: 6, arbitrary: fc.integer().map((item) => ({ kind: "push" as const, item })) },
      { weight: 5, arbitrary: fc.constant({ kind: "shift" as const }) },
      { weight: 1, arbitrary: fc.constant({ kind: "clear" as const }) },
    );

    fc.assert(
      fc.property(fc.array(call, { maxLength: 200, size: "max" }), (calls) => {
        const queue = createQueue<number>(name);
        const model: number[] = [];
        for (const next of calls) {
          if (next.kind === "push") {
            queue.push(next.item);
            model.push(next.item);
          } else if (next.kind === "shift") {
            expect(queue.shift()).toBe(model.shift());
          } else {
            queue.clear();
            model.length = 0;
          }
          expect(queue.itemCount).toBe(model.length);
        }
      }),
    );
  });

  test("keeps order across growth while it is partly emptied", () => {
    const queue = createQueue<number>(name);
    const taken: (number | undefined)[] = [];
    for (let item = 0; item < 1_000; item++) {
      queue.push(item);
      if (item % 3 === 2) taken.push(queue.shift());
    }
    while (queue.itemCount > 0) taken.push(queue.shift());
    expect(taken).toEqual(Array.from({ length: 1_000 }, (_, item) => item));
  });
});
