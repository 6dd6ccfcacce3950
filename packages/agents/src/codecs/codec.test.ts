import { serialize } from "node:v8";

import fc from "fast-check";
import { pack } from "msgpackr";
import { describe, expect, test } from "vitest";

import { MessageCorruptError, MessageUnsendableError } from "../errors.ts";
import type { Message, MessageContent } from "../message.ts";
import type { MessageCodec } from "./codec.ts";
import { createFixedLayoutCodec } from "./fixed-layout.ts";
import { createJsonCodec } from "./json.ts";
import { createMessagePackCodec } from "./message-pack.ts";
import { createStructuredCloneCodec } from "./structured-clone.ts";

const TOPICS = ["position", "proposal", "vote"] as const;

interface FreeForm {
  readonly name: string;
  readonly codec: MessageCodec;
  /** Writes anything at all in the codec's format, as a broken or hostile peer would. */
  readonly encodeAnything: (value: unknown) => Uint8Array;
}

const freeForms: readonly FreeForm[] = [
  {
    name: "json",
    codec: createJsonCodec(),
    encodeAnything: (value) => Buffer.from(JSON.stringify(value)),
  },
  { name: "structured-clone", codec: createStructuredCloneCodec(), encodeAnything: serialize },
  { name: "message-pack", codec: createMessagePackCodec(), encodeAnything: pack },
];
const fixedLayout = createFixedLayoutCodec({ topics: TOPICS });

// JSON writes -0 as 0, so -0 is no number that messages can tell from 0.
const finite = fc
  .double({ noNaN: true, noDefaultInfinity: true })
  .map((value) => (value === 0 ? 0 : value));
const integerId = fc.integer({ min: 0, max: 0xffff_fffe });
const sequence = fc.maxSafeNat();

const content = fc.letrec<{ content: MessageContent }>((tie) => ({
  content: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constant(null),
    fc.boolean(),
    finite,
    fc.integer(),
    fc.string({ unit: "binary" }),
    fc.array(tie("content"), { maxLength: 4 }),
    fc.dictionary(
      fc.string().filter((name) => name !== "__proto__"),
      tie("content"),
      { maxKeys: 4, noNullPrototype: true },
    ),
  ),
})).content;

const freeFormMessage: fc.Arbitrary<Message> = fc.record(
  {
    from: fc.oneof(integerId, fc.string()),
    to: fc.oneof(integerId, fc.string(), fc.constant(null)),
    topic: fc.string({ unit: "binary" }),
    sequence,
    content,
  },
  { noNullPrototype: true },
);

const numericMessage: fc.Arbitrary<Message> = fc.record(
  {
    from: integerId,
    to: fc.oneof(integerId, fc.constant(null)),
    topic: fc.constantFrom(...TOPICS),
    sequence,
    content: fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 40 }),
  },
  { noNullPrototype: true },
);

const plain: Message = { from: 1, to: 2, topic: "vote", sequence: 3, content: [1, 2.5] };
const all = [...freeForms.map(({ codec }) => codec), fixedLayout];

describe.for(freeForms)("the $name codec", ({ codec, encodeAnything }) => {
  test("gives back every message it takes", () => {
    fc.assert(
      fc.property(freeFormMessage, (message) => {
        expect(codec.decode(codec.encode(message))).toEqual(message);
      }),
    );
  });

  test.for([
    { what: "a number that is not finite", content: [Number.NaN] },
    { what: "something undefined", content: { gone: undefined } },
    { what: "an instance of a class", content: new Map() },
    { what: "a property called __proto__", content: JSON.parse(`{"__proto__":1}`) },
  ])("refuses $what rather than change it", ({ content: odd }) => {
    const message = { ...plain, content: odd as MessageContent };
    expect(() => codec.encode(message)).toThrow(MessageUnsendableError);
  });

  test.for([
    { what: "no object", value: 7 },
    { what: "a missing field", value: { from: 1, to: 2, topic: "vote", sequence: 3 } },
    { what: "a sender that is no id", value: { ...plain, from: true } },
    { what: "a negative sequence", value: { ...plain, sequence: -1 } },
    { what: "a topic that is no string", value: { ...plain, topic: 5 } },
  ])("does not take $what for a message", ({ value }) => {
    const bytes = encodeAnything(value);
    expect(() => codec.decode(bytes)).toThrow(MessageCorruptError);
  });
});

describe("the fixed layout", () => {
  test("gives back every numeric message bit by bit", () => {
    fc.assert(
      fc.property(numericMessage, (message) => {
        expect(fixedLayout.decode(fixedLayout.encode(message))).toStrictEqual(message);
      }),
    );
  });

  test("takes 32 bytes and 8 for each value, at the documented offsets", () => {
    const bytes = fixedLayout.encode({ ...plain, from: 258, to: null });
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    expect(bytes.byteLength).toBe(32 + 2 * 8);
    expect([...bytes.subarray(0, 16)]).toEqual([
      // magic, version, topic 2, length 48, sender 258, no recipient
      0xa9, 1, 2, 0, 48, 0, 0, 0, 2, 1, 0, 0, 255, 255, 255, 255,
    ]);
    expect(view.getFloat64(16, true)).toBe(3);
    expect(view.getFloat64(40, true)).toBe(2.5);
  });

  test.for([
    { what: "text", message: { ...plain, content: "hello" } },
    { what: "a number that is not finite", message: { ...plain, content: [Infinity] } },
    { what: "an id that is no integer", message: { ...plain, from: "scout" } },
    { what: "an id beyond 32 bits", message: { ...plain, to: 2 ** 32 } },
    { what: "a topic outside its table", message: { ...plain, topic: "gossip" } },
    { what: "a sequence that is no count", message: { ...plain, sequence: 0.5 } },
  ])("refuses $what", ({ message }) => {
    expect(() => fixedLayout.encode(message)).toThrow(MessageUnsendableError);
  });

  test("refuses every header with one byte changed in magic, version, length or reserved", () => {
    for (const offset of [0, 1, 4, 5, 6, 7, 24, 25, 26, 27, 28, 29, 30, 31]) {
      const bytes = Uint8Array.from(fixedLayout.encode(plain));
      bytes[offset]! ^= 0x10;
      expect(() => fixedLayout.decode(bytes), `offset ${offset}`).toThrow(MessageCorruptError);
    }
  });
});

test.for(all)("$name answers random or cut bytes with a message or a typed error", (codec) => {
  const cut = fc
    .tuple(numericMessage, fc.nat())
    .map(([message, length]) => codec.encode(message).subarray(0, length % 64));
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 80 }), cut), (bytes) => {
      let decoded: Message | null = null;
      try {
        decoded = codec.decode(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(MessageCorruptError);
      }
      if (decoded !== null) expect(codec.decode(codec.encode(decoded))).toEqual(decoded);
    }),
  );
});
