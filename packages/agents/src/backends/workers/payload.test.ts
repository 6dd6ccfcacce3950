import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { createFreeFormCodec, createSelfContainedCodec } from "../../transport/free-form.ts";
import { allocateStructureTable, StructureTable } from "../../transport/structure-table.ts";
import { FORMAT, isForRecord, PayloadCodec } from "./payload.ts";

const codecs = [
  {
    name: "shared memory",
    codec: new PayloadCodec(createFreeFormCodec(new StructureTable(allocateStructureTable(1), 0))),
  },
  { name: "streams", codec: new PayloadCodec(createSelfContainedCodec()) },
];

const plain = fc
  .json({ maxDepth: 3 })
  .filter((json) => !json.includes("__proto__"))
  .map((json): unknown => JSON.parse(JSON.stringify(JSON.parse(json))));
const value = fc.oneof(
  plain,
  fc.constant(undefined),
  fc.double(),
  fc.array(fc.double(), { maxLength: 20 }),
  fc.float64Array({ maxLength: 20 }),
  fc.record(
    { surroundings: fc.int8Array({ maxLength: 9 }), cell: fc.nat() },
    { noNullPrototype: true },
  ),
);

describe.for(codecs)("payloads for $name", ({ codec }) => {
  test("give back every value, wherever they start", () => {
    fc.assert(
      fc.property(value, fc.nat(13), (sent, offset) => {
        expect(isForRecord(sent)).toBe(true);
        const payload = codec.encode(sent);
        const bytes = new Uint8Array(new SharedArrayBuffer(offset + payload.byteLength));
        bytes.set(payload, offset);
        const read = codec.decode(codec.format, bytes, offset, bytes.byteLength);
        bytes.fill(0xff);
        expect(read).toStrictEqual(sent);
      }),
    );
  });

  test("write numbers and lists of numbers as such", () => {
    expect([codec.encode(1.5).byteLength, codec.format]).toEqual([8, FORMAT.number]);
    expect([codec.encode([1, 2, 3]).byteLength, codec.format]).toEqual([24, FORMAT.numbers]);
    expect([codec.encode(new Float64Array(2)).byteLength, codec.format]).toEqual([
      16,
      FORMAT.float64Array,
    ]);
    codec.encode([1, "2"]);
    expect(codec.format).toBe(FORMAT.freeForm);
  });
});

test.for([
  { what: "a function", odd: () => {} },
  { what: "a map", odd: { deep: [new Map()] } },
  { what: "a big integer", odd: [1n] },
  { what: "an error", odd: new Error("x") },
  { what: "an instance of a class", odd: new URL("file:///a") },
])("$what takes the other way", ({ odd }) => {
  expect(isForRecord(odd)).toBe(false);
});

test("a cycle takes the other way instead of never ending", () => {
  const cycle: { self?: unknown } = {};
  cycle.self = cycle;
  expect(isForRecord(cycle)).toBe(false);
});
