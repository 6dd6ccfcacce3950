import type { AgentId, Message, MessageContent } from "../../message.ts";
import type { PayloadCodec } from "./payload.ts";

/**
 * Header of a message: sequence (float64), sender's index (int32), length of the topic in bytes
 * (uint16), whether it is to one agent (uint16). Then the topic, filled up to a multiple of 8, then the
 * content.
 */
const HEADER_BYTES = 16;
const TOPIC_BYTES_MAX = 256;

/** Stands for a sender that is no agent: the content then holds the whole message. */
const OUTSIDE = -1;

/** Who knows agents by their index. */
export interface AgentNames {
  idOf(agentIndex: number): AgentId;
}

/** Writes a message whose sender has an index; others go whole. @returns the payload. */
export function encodeMessage(
  codec: PayloadCodec,
  message: Message,
  senderIndex: number | null,
): Uint8Array {
  const { topic } = message;
  if (senderIndex === null || topic.length > TOPIC_BYTES_MAX / 3)
    return encodeWhole(codec, message);
  const topicBytes = Buffer.byteLength(topic);
  const view = codec.begin(HEADER_BYTES + paddedBytes(topicBytes));
  view.setFloat64(0, message.sequence, true);
  view.setInt32(8, senderIndex, true);
  view.setUint16(12, topicBytes, true);
  view.setUint16(14, message.to === null ? 0 : 1, true);
  Buffer.from(view.buffer, HEADER_BYTES).write(topic, "utf8");
  return codec.end(message.content);
}

/** @param agentIndex - Whom it was handed to. */
export function decodeMessage(
  codec: PayloadCodec,
  record: {
    readonly format: number;
    readonly bytes: Uint8Array;
    readonly start: number;
    readonly end: number;
  },
  names: AgentNames,
  agentIndex: number,
): Message {
  const { bytes, start, end, format } = record;
  const view = codec.view(bytes);
  const senderIndex = view.getInt32(start + 8, true);
  if (senderIndex === OUTSIDE) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- encodeWhole, below, wrote it
    return codec.decode(format, bytes, start + HEADER_BYTES, end) as Message;
  }
  const topicBytes = view.getUint16(start + 12, true);
  const topicStart = start + HEADER_BYTES;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the sender's host looked at all of it
  const content = codec.decode(
    format,
    bytes,
    topicStart + paddedBytes(topicBytes),
    end,
  ) as MessageContent;
  return {
    from: names.idOf(senderIndex),
    to: view.getUint16(start + 14, true) === 0 ? null : names.idOf(agentIndex),
    topic: codec.text(bytes, topicStart, topicStart + topicBytes),
    sequence: view.getFloat64(start, true),
    content,
  };
}

function encodeWhole(codec: PayloadCodec, message: Message): Uint8Array {
  codec.begin(HEADER_BYTES).setInt32(8, OUTSIDE, true);
  return codec.end(message);
}

const paddedBytes = (bytes: number): number => (bytes + 7) & ~7;
