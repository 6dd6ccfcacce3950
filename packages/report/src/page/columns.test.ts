import fc from "fast-check";
import { expect, test } from "vitest";

import { packColumns, unpackColumns } from "./columns.ts";

const whole = fc.array(fc.maxSafeInteger().map((value) => Math.trunc(value / 4)));

test("columns come back as they were, whole numbers of any size and floats", () => {
  fc.assert(
    fc.property(whole, whole, fc.array(fc.double({ noNaN: true })), fc.json(), (a, b, c, text) => {
      const header: unknown = JSON.parse(text);
      const packed = packColumns(header, {
        a: { kind: "whole", values: a },
        b: { kind: "step", values: b },
        c: { kind: "float", values: c },
      });
      const unpacked = unpackColumns(packed);
      expect(unpacked.header).toEqual(header);
      expect([...unpacked.columns.get("a")!].map((value) => value + 0)).toEqual(
        a.map((value) => value + 0),
      );
      expect([...unpacked.columns.get("b")!].map((value) => value + 0)).toEqual(
        b.map((value) => value + 0),
      );
      expect([...unpacked.columns.get("c")!]).toEqual(c);
    }),
  );
});

test("small steps take one byte each", () => {
  const values = Array.from({ length: 1000 }, (_, index) => 1e9 + index * 3);
  const { length } = packColumns(null, { values: { kind: "step", values } });
  expect(length).toBeLessThan(1100);
});
