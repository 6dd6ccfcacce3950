/** Oracle: msgpackr 2.1, which reads what this writes and writes the rest. */
import fc from "fast-check";
import { Packr } from "msgpackr";
import { expect, test } from "vitest";

import { PlainWriter } from "./plain-writer.ts";

const structures = [["a", "b"], ["a"], ["b", "a", "c"], ["a", "c"]];

/** Both as they are once all structures are known. */
function openWriters(): { plain: PlainWriter; packr: Packr } {
  const plain = new PlainWriter();
  plain.learn(structures);
  const packr = new Packr({
    useRecords: true,
    moreTypes: true,
    maxSharedStructures: 32,
    maxOwnStructures: 0,
    getStructures: () => structures.map((names) => [...names]),
    saveStructures: () => true,
  });
  return { plain, packr };
}

const number = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.constantFrom(-0x21, -0x20, -0x81, -0x80, -0x8001, -0x8000, -(2 ** 31), 2 ** 31, 2 ** 32),
  fc.constantFrom(0x3f, 0x40, 0xff, 0x100, 0xffff, 0x10000, 2 ** 32 - 1, -0, 2 ** 53),
);
const scalar = fc.oneof(
  number,
  fc.boolean(),
  fc.constant(null),
  fc.string({ maxLength: 40 }),
  fc.string({ unit: "grapheme", maxLength: 40 }),
);
const { tree: plainValue } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.array(tie("tree"), { maxLength: 20 }),
    ...structures.map((names) =>
      fc.record(Object.fromEntries(names.map((name) => [name, tie("tree")]))),
    ),
  ),
}));

test("writes the bytes that msgpackr writes, or nothing", () => {
  const { plain, packr } = openWriters();
  fc.assert(
    fc.property(plainValue, (value) => {
      const expected = packr.pack(value);
      const written = plain.write(value);
      const isAscii = !/[^\0-\x7f]/.test(JSON.stringify(value));
      if (isAscii && expected.byteLength < 4_096) expect(written).not.toBeNull();
      if (written !== null) expect([...written]).toEqual([...expected]);
    }),
  );
});

test.for([
  ["no value", undefined],
  ["no value within", { a: undefined }],
  ["a function", { a: () => 1 }],
  ["a large integer", 1n],
  ["text that is not ASCII", "ü"],
  ["long text", "x".repeat(256)],
  ["names that it does not know", { z: 1 }],
  ["known names in another order", { c: 1, a: 2, b: 3 }],
  ["more names than it knows", { a: 1, b: 2, c: 3 }],
  ["fewer names than it knows", { b: 1 }],
  ["no names", {}],
  ["a date", { a: new Date(0) }],
  ["a set", new Set([1])],
  ["bytes", Uint8Array.of(1)],
  [
    "an instance of a class",
    new (class A {
      a = 1;
    })(),
  ],
  ["a list with a hole", Object.assign(Array.from({ length: 2 }), [1])],
  ["more than its memory takes", Array.from({ length: 8_000 }, () => 0.5)],
] as const)("leaves %s to others, and writes the next message as ever", ([, value]) => {
  const { plain } = openWriters();
  const before = [...plain.write({ a: 1 })!];
  expect(plain.write(value)).toBeNull();
  expect(plain.write([{ a: 1 }, value])).toBeNull();
  expect([...plain.write({ a: 1 })!]).toEqual(before);
});

test("a list that holds itself is left to others", () => {
  const cycle: unknown[] = [];
  cycle.push(cycle);
  expect(openWriters().plain.write(cycle)).toBeNull();
});
