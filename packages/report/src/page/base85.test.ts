import fc from "fast-check";
import { expect, test } from "vitest";

import { fromBase85, toBase85 } from "./base85.ts";

test("bytes come back as they were, in text that HTML knows nothing of", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const text = toBase85(bytes);
      expect([...fromBase85(text)]).toEqual([...bytes]);
      expect(text).toMatch(/^\d+ [^<\s]*$/);
    }),
  );
});

test("the largest word has five digits", () => {
  expect([...fromBase85(toBase85(Uint8Array.of(255, 255, 255, 255)))]).toEqual([
    255, 255, 255, 255,
  ]);
});
