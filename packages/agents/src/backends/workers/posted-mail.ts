import type { Message } from "../../message.ts";
import type { CallAccount } from "./call-account.ts";
import type { Letter } from "./letters.ts";
import { type MailboxBound, OVERFLOW_REASONS } from "./mail.ts";

/** Messages that were posted from outside and wait for the next call. */
export class PostedMail {
  readonly #mailbox: MailboxBound;
  readonly #onOverflow: (agentIndex: number) => void;
  #letters: Letter[] = [];
  /** Letters by recipient's index. */
  #counts = new Map<number, number>();

  constructor(mailbox: MailboxBound, onOverflow: (agentIndex: number) => void) {
    this.#mailbox = mailbox;
    this.#onOverflow = onOverflow;
  }

  get isEmpty(): boolean {
    return this.#letters.length === 0;
  }

  /** @returns false when a full mailbox refused one of them. */
  add(message: Message, letters: readonly Letter[], account: CallAccount): boolean {
    const { messageCountMax, overflow } = this.#mailbox;
    let isAccepted = true;
    for (const letter of letters) {
      const { index } = letter.entry;
      const count = (this.#counts.get(index) ?? 0) + 1;
      this.#counts.set(index, count);
      if (count <= messageCountMax || overflow === "drop-oldest") {
        this.#letters.push(letter);
        continue;
      }
      this.#onOverflow(index);
      account.addUndelivered({ message, reason: OVERFLOW_REASONS[overflow] });
      isAccepted = overflow !== "reject";
    }
    return isAccepted;
  }

  takeAll(): readonly Letter[] {
    const letters = this.#letters;
    this.#letters = [];
    this.#counts = new Map();
    return letters;
  }
}
