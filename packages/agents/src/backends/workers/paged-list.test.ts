import fc from "fast-check";
import { expect, test } from "vitest";

import { PagedList } from "./paged-list.ts";

test("holds what a map would hold, whatever is set and deleted", () => {
  const change = fc.record({ index: fc.nat(5_000), isDeleted: fc.boolean() });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 200 }), (changes) => {
      const list = new PagedList<number>();
      const map = new Map<number, number>();
      for (const [value, { index, isDeleted }] of changes.entries()) {
        if (isDeleted) {
          list.delete(index);
          map.delete(index);
        } else {
          list.set(index, value);
          map.set(index, value);
        }
      }
      for (const { index } of changes) expect(list.get(index)).toBe(map.get(index));
    }),
  );
});
