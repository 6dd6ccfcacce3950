import fc from "fast-check";
import { expect, test } from "vitest";

import { createFreeFormCodec, type FreeFormCodec } from "./free-form.ts";
import { allocateStructureTable, StructureTable, STRUCTURE_COUNT_MAX } from "./structure-table.ts";

function openCodecs(count: number) {
  const memory = allocateStructureTable(count);
  const tables = Array.from({ length: count }, (_, index) => new StructureTable(memory, index));
  return { tables, codecs: tables.map(createFreeFormCodec) };
}

/** As it happens on a ring: the bytes lie in shared memory and are overwritten right afterwards. */
function carry(from: FreeFormCodec, to: FreeFormCodec, value: unknown): unknown {
  const encoded = from.encode(value);
  const shared = new Uint8Array(new SharedArrayBuffer(encoded.byteLength + 5));
  shared.set(encoded, 5);
  const decoded = to.decode(shared, 5, encoded.byteLength);
  shared.fill(0xff);
  return decoded;
}

test("gives every plain value back to any peer, whoever met its shape first", () => {
  const { codecs } = openCodecs(3);
  const value = fc
    .json({ maxDepth: 4 })
    .filter((json) => !json.includes("__proto__"))
    // Through JSON and back, since MessagePack, too, writes -0 as 0.
    .map((json): unknown => JSON.parse(JSON.stringify(JSON.parse(json))));
  const way = fc.tuple(fc.nat(2), fc.nat(2));
  fc.assert(
    fc.property(way, value, ([from, to], sent) => {
      expect(carry(codecs[from]!, codecs[to]!, sent)).toEqual(sent);
    }),
  );
});

test("sends property names once, then only values", () => {
  const [writer, reader] = openCodecs(2).codecs as [FreeFormCodec, FreeFormCodec];
  const proposal = { topic: "proposal", recipient: 7, price: 1.5 };
  carry(writer, reader, proposal);
  // record id, fixstr 8, int 7, float64 1.5
  expect(writer.encode(proposal).byteLength).toBe(1 + 9 + 1 + 9);
});

test("carries objects of more shapes than the table takes, and of long names, without growing it", () => {
  const { tables, codecs } = openCodecs(2);
  const shapes = Array.from({ length: 100 }, (_, index) => ({
    [`agent${index}`]: index,
    deep: { [`x${index}`]: 1 },
  }));
  const long = { ["n".repeat(200)]: 1 };
  for (const value of [...shapes, long, ...shapes]) {
    expect(carry(codecs[0]!, codecs[1]!, value)).toEqual(value);
    expect(carry(codecs[1]!, codecs[0]!, value)).toEqual(value);
  }
  expect(tables[0]!.load().length).toBeLessThanOrEqual(STRUCTURE_COUNT_MAX);
});

test("keeps binary content when the ring moves on", () => {
  const { codecs } = openCodecs(2);
  const bytes = Uint8Array.of(1, 2, 3);
  expect([...(carry(codecs[0]!, codecs[1]!, { bytes }) as { bytes: Uint8Array }).bytes]).toEqual([
    1, 2, 3,
  ]);
});

test("carries text longer than the scratch memory", () => {
  const { codecs } = openCodecs(2);
  const text = "ü".repeat(50_000);
  expect(carry(codecs[0]!, codecs[1]!, [text, text])).toEqual([text, text]);
});

test("the second of two savers from the same version is refused", () => {
  const memory = allocateStructureTable(2);
  const first = new StructureTable(memory, 0);
  const second = new StructureTable(memory, 1);
  first.load();
  second.load();
  expect(second.save([["a"]])).toBe(true);
  expect(first.save([["b"]])).toBe(false);
  expect(first.load()).toEqual([["a"]]);
  expect(first.save([["a"], ["b"]])).toBe(true);
  expect(first.save([["a"], ["b"], ["c"]])).toBe(true);
  expect(second.load()).toEqual([["a"], ["b"], ["c"]]);
});
