import { assert, maxSafeInteger, property } from "fast-check";
import { expect, test } from "vitest";

import { ProtobufDamagedError, readInt, readUint, visitFields } from "./protobuf.ts";

/** As the specification has it, in whole numbers of any size: seven bits a byte, the lowest first. */
function encodeVarint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  do {
    bytes.push(Number(rest & 127n) | (rest > 127n ? 128 : 0));
    rest >>= 7n;
  } while (rest > 0n);
  return Uint8Array.from(bytes);
}

test("numbers with and without sign are read exactly, and the cursor stands behind them", () => {
  assert(
    property(maxSafeInteger(), (value) => {
      const bytes = encodeVarint(value);
      const cursor = { bytes, offset: 0 };
      expect(readInt(cursor)).toBe(value);
      expect(cursor.offset).toBe(bytes.length);
      if (value >= 0) expect(readUint({ bytes, offset: 0 })).toBe(value);
    }),
  );
});

test("fields that a reader leaves alone are skipped, whatever their kind", () => {
  // 1: number 300; 2: eight bytes; 3: four bytes; 4: text "ab"; 5: number 7.
  const bytes = Uint8Array.from(
    [
      [0x08, 0xac, 0x02],
      [0x11, 1, 2, 3, 4, 5, 6, 7, 8],
      [0x1d, 1, 2, 3, 4],
      [0x22, 2, 0x61, 0x62],
      [0x28, 7],
    ].flat(),
  );
  const cursor = { bytes, offset: 0 };
  const seen: (readonly number[])[] = [];
  visitFields(cursor, bytes.length, (field, end) => {
    seen.push(field === 5 ? [field, end, readUint(cursor)] : [field, end]);
  });
  expect(seen).toEqual([
    [1, -1],
    [4, 21],
    [5, -1, 7],
  ]);
});

test.for([
  { what: "a number that does not end", bytes: [0x08, ...Array<number>(11).fill(0xff)] },
  { what: "a text longer than the message", bytes: [0x22, 9, 0x61] },
  { what: "a kind of value that there is not", bytes: [0x0b] },
])("$what is refused", ({ bytes }) => {
  const cursor = { bytes: Uint8Array.from(bytes), offset: 0 };
  expect(() => visitFields(cursor, bytes.length, () => {})).toThrow(ProtobufDamagedError);
});
