import { MessageCorruptError, MessageUnsendableError } from "../errors.ts";
import { findContentFault } from "../message-content.ts";
import type { AgentId, Message, MessageContent } from "../message.ts";
import type { CodecName } from "./codec.ts";

/** Where decoded values become a {@link Message}: every field is looked at. */
export function parseMessage(codecName: CodecName, value: unknown): Message {
  const corrupt = (fault: string): never => {
    throw new MessageCorruptError(codecName, fault);
  };
  if (typeof value !== "object" || value === null) return corrupt("they hold no object");
  if (!hasMessageFields(value)) return corrupt("a field of a message is missing");
  const { from, to, topic, sequence, content } = value;

  if (!isAgentId(from)) return corrupt(`"from" is not an agent id`);
  if (to !== null && !isAgentId(to)) return corrupt(`"to" is not an agent id`);
  if (typeof topic !== "string") return corrupt(`"topic" is not a string`);
  if (!isSequence(sequence)) return corrupt(`"sequence" is not a count`);
  const fault = findContentFault(content);
  if (fault !== null) return corrupt(`in "content", ${fault}`);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- findContentFault has just proved it
  return { from, to, topic, sequence, content: content as MessageContent };
}

/** What every codec asks before it encodes. */
export function assertSendable(codecName: CodecName, message: Message): void {
  const fault = findContentFault(message.content);
  if (fault !== null) throw new MessageUnsendableError(codecName, message, fault);
}

export const isSequence = (value: unknown): value is number =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0;

const isAgentId = (value: unknown): value is AgentId =>
  typeof value === "string" || (typeof value === "number" && Number.isFinite(value));

const hasMessageFields = (value: object): value is Record<keyof Message, unknown> =>
  "from" in value && "to" in value && "topic" in value && "sequence" in value && "content" in value;
