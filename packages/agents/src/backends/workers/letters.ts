import type { Message } from "../../message.ts";
import type { AgentDirectory, DirectoryEntry } from "./agent-directory.ts";
import type { CallAccount } from "./call-account.ts";

/** A message from outside, for one of its recipients. */
export interface Letter {
  readonly entry: DirectoryEntry;
  readonly message: Message;
}

/** One for its recipient, or one for each who listens to its topic. Nobody of that id: it comes back. */
export function lettersFor(
  directory: AgentDirectory,
  message: Message,
  account: CallAccount,
): Letter[] {
  if (message.to === null) {
    return directory
      .subscribersOf(message.topic)
      .filter(({ id }) => id !== message.from)
      .map((entry) => ({ entry, message }));
  }
  const entry = directory.find(message.to);
  if (entry !== undefined) return [{ entry, message }];
  account.addUndelivered({ message, reason: "unknown-agent" });
  return [];
}

/** One for everybody but the sender. */
export const lettersToAll = (directory: AgentDirectory, message: Message): Letter[] =>
  Array.from(directory.entries())
    .filter(({ id }) => id !== message.from)
    .map((entry) => ({ entry, message }));
