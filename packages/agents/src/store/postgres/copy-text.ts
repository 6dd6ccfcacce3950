import type { MessageRow } from "../store-rows.ts";

/** By the names of agents, their numbers. */
export type Keys = ReadonlyMap<string, number>;

/** Columns of a message, in the order that {@link copyTextOf} gives them. */
export const COPIED_COLUMNS = "sender, sequence, recipient, topic, content";

/** What separates columns and rows, and the sign that says so. See postgresql.org/docs/current/sql-copy.html. */
const SPECIAL = /[\\\t\n\r]/;
const ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "\t": "\\t",
  "\n": "\\n",
  "\r": "\\r",
};

/** Messages in PostgreSQL's text format for COPY: a line for each, columns between tabs. */
export function copyTextOf(messages: readonly MessageRow[], keys: Keys): string {
  let text = "";
  for (const [sender, sequence, recipient, topic, content] of messages) {
    const to = recipient === null ? "\\N" : keys.get(recipient);
    // JSON has no control characters of its own.
    const json = content.includes("\\") ? content.replaceAll("\\", "\\\\") : content;
    text += `${keys.get(sender)}\t${sequence}\t${to}\t${escape(topic)}\t${json}\n`;
  }
  return text;
}

const escape = (text: string): string =>
  SPECIAL.test(text) ? text.replaceAll(/[\\\t\n\r]/g, (sign) => ESCAPES[sign]!) : text;
