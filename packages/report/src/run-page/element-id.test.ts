import { expect, test } from "vitest";

import { elementIds } from "./element-id.ts";

test("gives every name an id of its own that a link and a file name can hold", () => {
  const names = ["agent-spawning/one", "agent spawning: one", "../../etc", "", "</script>", "日本"];
  const ids = [...elementIds(names).values()];
  expect(ids).toEqual([
    "agent-spawning-one",
    "agent-spawning-one-2",
    "etc",
    "group",
    "script",
    "group-2",
  ]);
});
