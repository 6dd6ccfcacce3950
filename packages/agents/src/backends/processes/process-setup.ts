import type { MailboxBound } from "../workers/mail.ts";

/** What a process is given when it starts, as JSON in its arguments. */
export interface ProcessSetup {
  readonly workerIndex: number;
  readonly mailbox: MailboxBound;
}

/** The file descriptor that leads to the parent. */
export const PARENT_FD = 3;
