import { fileURLToPath } from "node:url";

import { expect, test } from "vitest";

import { playGoldenFile } from "./run-parity.ts";

// The oracle is pymdp itself; which version and precision produced each file is in golden/README.md.
test.for(["core.json", "seed_models.json"])("every vector of %s passes", async (name) => {
  const path = fileURLToPath(new URL(`../golden/${name}`, import.meta.url));
  const { passedCount, failures } = await playGoldenFile(path);
  expect(failures).toEqual([]);
  expect(passedCount).toBeGreaterThan(0);
});
