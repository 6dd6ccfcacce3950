import { expect, test } from "vitest";

import type { Message } from "../../message.ts";
import { Mail, type MailHandler } from "./mail.ts";

const message = (content: string): Message => ({
  from: 0,
  to: null,
  topic: "t",
  sequence: 0,
  content,
});

function handOut(
  mail: Mail,
  messageCountMax: number,
  overflow: "reject" | "drop-oldest",
): string[] {
  const log: string[] = [];
  const handler: MailHandler = {
    deliver: (index, { content }) => log.push(`${index} takes ${content as string}`),
    giveUp: (index, { content }) => log.push(`${index} gives up ${content as string}`),
  };
  mail.handOut({ messageCountMax, overflow }, handler);
  return log;
}

function filled(): Mail {
  const mail = new Mail();
  // Recipient, sender's place; senders' messages come mixed, each sender's own in order.
  mail.add(2, 9, message("c1"));
  mail.add(1, 5, message("b1"));
  mail.add(2, 4, message("a1"));
  mail.add(2, 9, message("c2"));
  mail.add(2, 4, message("a2"));
  return mail;
}

test("goes to recipients in order, to each by sender, and keeps each sender's order", () => {
  const mail = filled();
  expect(handOut(mail, 10, "reject")).toEqual([
    "1 takes b1",
    "2 takes a1",
    "2 takes a2",
    "2 takes c1",
    "2 takes c2",
  ]);
  expect(mail.count).toBe(0);
});

test("gives up what a mailbox cannot hold: the last under reject, the first under drop-oldest", () => {
  expect(handOut(filled(), 3, "reject").slice(1)).toEqual([
    "2 takes a1",
    "2 takes a2",
    "2 takes c1",
    "2 gives up c2",
  ]);
  expect(handOut(filled(), 3, "drop-oldest").slice(1)).toEqual([
    "2 gives up a1",
    "2 takes a2",
    "2 takes c1",
    "2 takes c2",
  ]);
});

test("what is added while it is handed out waits for the next time", () => {
  const mail = filled();
  mail.handOut(
    { messageCountMax: 10, overflow: "reject" },
    { deliver: (index) => mail.add(index, 0, message("answer")), giveUp() {} },
  );
  expect(mail.count).toBe(5);
});
