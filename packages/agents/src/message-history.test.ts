import fc from "fast-check";
import { expect, test } from "vitest";

import { createMessageHistory, createUnboundedHistory } from "./message-history.ts";
import type { Message } from "./message.ts";

const message = (sequence: number): Message => ({
  from: "a",
  to: "b",
  topic: "test",
  sequence,
  content: null,
});

test("a bounded history is the tail of everything that was added", () => {
  const counts = fc.record({
    messageCountMax: fc.integer({ min: 1, max: 12 }),
    addedCount: fc.integer({ min: 0, max: 40 }),
    askedCount: fc.integer({ min: 0, max: 15 }),
  });

  fc.assert(
    fc.property(counts, ({ messageCountMax, addedCount, askedCount }) => {
      const history = createMessageHistory(messageCountMax);
      const all = Array.from({ length: addedCount }, (_, sequence) => message(sequence));
      for (const each of all) history.add(each);

      const keptCount = Math.min(addedCount, messageCountMax);
      expect(history.messageCount).toBe(keptCount);
      expect(history.forgottenCount).toBe(addedCount - keptCount);
      const expectedCount = Math.min(askedCount, keptCount);
      expect(history.recent(askedCount)).toEqual(all.slice(addedCount - expectedCount));
    }),
  );
});

test("an unbounded history forgets nothing", () => {
  const history = createUnboundedHistory();
  for (let sequence = 0; sequence < 5_000; sequence++) history.add(message(sequence));
  expect(history.messageCount).toBe(5_000);
  expect(history.forgottenCount).toBe(0);
  expect(history.recent(2).map(({ sequence }) => sequence)).toEqual([4_998, 4_999]);
});

test("a cleared history starts over", () => {
  const history = createMessageHistory(2);
  for (const sequence of [0, 1, 2]) history.add(message(sequence));
  history.clear();
  history.add(message(3));
  expect(history.recent(9).map(({ sequence }) => sequence)).toEqual([3]);
  expect(history.forgottenCount).toBe(0);
});
