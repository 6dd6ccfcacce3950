import { expect, test } from "vitest";

import { withoutPassword } from "./without-password.ts";

test.for([
  ["postgres://me:secret@host:5432/db", "postgres://me@host:5432/db"],
  ["postgres://host/db?user=me&password=secret", "postgres://host/db"],
  ["postgres://me:secret@host/db#secret", "postgres://me@host/db"],
  ["me:secret@host", "the given address"],
  ["postgres://me:sec ret/@host:x", "the given address"],
])("%s is shown as %s", ([url, shown]) => {
  expect(withoutPassword(url!)).toBe(shown);
});
