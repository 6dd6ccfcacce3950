import { describe, expect, test } from "vitest";

import { createMailbox } from "./mailbox.ts";
import type { Mailbox } from "./mailbox.ts";
import type { Message } from "./message.ts";

const message = (sequence: number): Message => ({
  from: 1,
  to: 2,
  topic: "test",
  sequence,
  content: null,
});

const drain = (mailbox: Mailbox): number[] => {
  const sequences: number[] = [];
  for (let next = mailbox.take(); next !== undefined; next = mailbox.take()) {
    sequences.push(next.sequence);
  }
  return sequences;
};

describe("a full mailbox", () => {
  test.for([
    { overflow: "reject", handedBack: [2, 3], kept: [0, 1], count: "rejectedCount" },
    { overflow: "drop-newest", handedBack: [2, 3], kept: [0, 1], count: "droppedNewestCount" },
    { overflow: "drop-oldest", handedBack: [0, 1], kept: [2, 3], count: "droppedOldestCount" },
  ] as const)(
    "that should $overflow hands back $handedBack, keeps $kept and counts both losses",
    ({ overflow, handedBack, kept, count }) => {
      const mailbox = createMailbox({ messageCountMax: 2, overflow });
      const returned = [0, 1, 2, 3].map((sequence) => mailbox.offer(message(sequence)));

      expect(returned.slice(0, 2)).toEqual([null, null]);
      expect(returned.slice(2).map((each) => each?.sequence)).toEqual(handedBack);
      expect(drain(mailbox)).toEqual(kept);
      expect(mailbox.counts).toEqual({
        acceptedCount: overflow === "drop-oldest" ? 4 : 2,
        rejectedCount: 0,
        droppedOldestCount: 0,
        droppedNewestCount: 0,
        [count]: 2,
      });
    },
  );

  test("takes messages again once one was taken", () => {
    const mailbox = createMailbox({ messageCountMax: 1 });
    mailbox.offer(message(0));
    expect(mailbox.offer(message(1))?.sequence).toBe(1);
    mailbox.take();
    expect(mailbox.offer(message(2))).toBeNull();
    expect(drain(mailbox)).toEqual([2]);
  });
});
