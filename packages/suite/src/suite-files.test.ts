import { glob } from "node:fs/promises";
import { join } from "node:path";

import { expect, test } from "vitest";

import { suiteFiles } from "./suite-files.ts";

test("lists every benchmark file below this folder once, by absolute path", async () => {
  const found = await Array.fromAsync(glob("**/*.bench.ts", { cwd: import.meta.dirname }));
  const expected = found.map((file) => join(import.meta.dirname, file));
  expect(suiteFiles().toSorted()).toEqual(expected.toSorted());
  expect(suiteFiles().length).toBeGreaterThan(0);
});
