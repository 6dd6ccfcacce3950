import { assert } from "@paceline/core";

import { MessageCorruptError, MessageUnsendableError } from "../errors.ts";
import type { Message, MessageContent } from "../message.ts";
import type { MessageCodec } from "./codec.ts";
import { isSequence } from "./parse-message.ts";

/** First byte of every message, so that foreign bytes are told at once. */
const MAGIC = 0xa9;
/** Raised whenever the table below changes; a decoder reads its own version only. */
const LAYOUT_VERSION = 1;
const HEADER_BYTES = 32;
const VALUE_BYTES = 8;
/** Stands for "no recipient" and is therefore no agent id. */
const NO_RECIPIENT = 0xffff_ffff;

/** Layout, little-endian throughout. */
const AT = {
  /** u8, {@link MAGIC}. */
  magic: 0,
  /** u8, {@link LAYOUT_VERSION}. */
  version: 1,
  /** u16, index into the codec's table of topics. */
  topic: 2,
  /** u32, length of the whole message in bytes. */
  byteCount: 4,
  /** u32, agent id. */
  from: 8,
  /** u32, agent id or {@link NO_RECIPIENT}. */
  to: 12,
  /** f64, a safe integer of at least 0. */
  sequence: 16,
  /** u32, number of values. */
  valueCount: 24,
  /** u32, zero. */
  reserved: 28,
  /** f64 each, finite. */
  values: HEADER_BYTES,
} as const;

export interface FixedLayoutOptions {
  /** Topics that can be sent; both ends need the same list in the same order. */
  readonly topics: readonly string[];
}

/**
 * Our own binary layout for numeric messages between agents: a header of 32 bytes, then the content as
 * 64-bit floats. Ids are integers in [0, 2^32 - 1), the topic is one of a table, the content a list of
 * finite numbers. There is no checksum: that is the transport's work.
 */
export function createFixedLayoutCodec(options: FixedLayoutOptions): MessageCodec {
  const { topics } = options;
  assert(topics.length <= 0x1_0000, `a table of ${topics.length} topics does not fit 16 bits`);
  const topicIndexes = new Map(topics.map((topic, index) => [topic, index]));

  return {
    name: "fixed-layout",
    encode(message) {
      const values = numbersOf(message);
      const topicIndex = topicIndexes.get(message.topic);
      if (topicIndex === undefined)
        throw unsendable(message, `topic "${message.topic}" is unknown`);
      return encodeMessage(message, topicIndex, values);
    },
    decode(bytes) {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      checkHeader(view);
      const topicIndex = view.getUint16(AT.topic, true);
      const topic = topics[topicIndex];
      if (topic === undefined) throw corrupt(`topic ${topicIndex} is not in the table`);
      return decodeMessage(view, topic);
    },
  };
}

function encodeMessage(
  message: Message,
  topicIndex: number,
  values: readonly number[],
): Uint8Array {
  const { from, to, sequence } = message;
  if (!isFixedId(from)) throw unsendable(message, `sender ${from} is not an integer id`);
  if (to !== null && !isFixedId(to))
    throw unsendable(message, `recipient ${to} is not an integer id`);
  if (!isSequence(sequence)) throw unsendable(message, "the sequence is not a count");

  const byteCount = HEADER_BYTES + values.length * VALUE_BYTES;
  const bytes = Buffer.allocUnsafe(byteCount);
  const view = new DataView(bytes.buffer, bytes.byteOffset, byteCount);
  view.setUint8(AT.magic, MAGIC);
  view.setUint8(AT.version, LAYOUT_VERSION);
  view.setUint16(AT.topic, topicIndex, true);
  view.setUint32(AT.byteCount, byteCount, true);
  view.setUint32(AT.from, from, true);
  view.setUint32(AT.to, to ?? NO_RECIPIENT, true);
  view.setFloat64(AT.sequence, sequence, true);
  view.setUint32(AT.valueCount, values.length, true);
  view.setUint32(AT.reserved, 0, true);
  for (let index = 0; index < values.length; index++) {
    view.setFloat64(AT.values + index * VALUE_BYTES, values[index]!, true);
  }
  return bytes;
}

function decodeMessage(view: DataView, topic: string): Message {
  const from = view.getUint32(AT.from, true);
  const to = view.getUint32(AT.to, true);
  const sequence = view.getFloat64(AT.sequence, true);
  if (from === NO_RECIPIENT) throw corrupt("the sender is no agent id");
  if (!isSequence(sequence)) throw corrupt("the sequence is not a count");

  const valueCount = view.getUint32(AT.valueCount, true);
  const content: number[] = [];
  for (let index = 0; index < valueCount; index++) {
    const value = view.getFloat64(AT.values + index * VALUE_BYTES, true);
    if (!Number.isFinite(value)) throw corrupt(`value ${index} is not a finite number`);
    content.push(value);
  }
  return { from, to: to === NO_RECIPIENT ? null : to, topic, sequence, content };
}

/** Everything that must hold before a byte of the content is trusted. */
function checkHeader(view: DataView): void {
  if (view.byteLength < HEADER_BYTES) {
    throw corrupt(`${view.byteLength} bytes are shorter than the header of ${HEADER_BYTES}`);
  }
  if (view.getUint8(AT.magic) !== MAGIC) throw corrupt("the first byte is another format's");
  const version = view.getUint8(AT.version);
  if (version !== LAYOUT_VERSION) throw corrupt(`layout version ${version} is unknown`);
  const byteCount = view.getUint32(AT.byteCount, true);
  if (byteCount !== view.byteLength) {
    throw corrupt(`the header says ${byteCount} bytes, there are ${view.byteLength}`);
  }
  if (view.getUint32(AT.reserved, true) !== 0) throw corrupt("the reserved field is not zero");
  const valueCount = view.getUint32(AT.valueCount, true);
  if (HEADER_BYTES + valueCount * VALUE_BYTES !== byteCount) {
    throw corrupt(`${valueCount} values do not fill ${byteCount} bytes`);
  }
}

function numbersOf(message: Message): readonly number[] {
  const { content } = message;
  if (!isNumberList(content))
    throw unsendable(message, "the content is not a list of finite numbers");
  return content;
}

const isNumberList = (content: MessageContent): content is readonly number[] =>
  Array.isArray(content) && content.every(Number.isFinite);

const isFixedId = (id: unknown): id is number =>
  typeof id === "number" && Number.isInteger(id) && id >= 0 && id < NO_RECIPIENT;

const unsendable = (message: Message, fault: string): MessageUnsendableError =>
  new MessageUnsendableError("fixed-layout", message, fault);

const corrupt = (fault: string): MessageCorruptError =>
  new MessageCorruptError("fixed-layout", fault);
