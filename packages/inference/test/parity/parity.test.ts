import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { expect, test } from "vitest";

import { playGoldenFile } from "./run-parity.ts";

const folder = new URL("../golden/", import.meta.url);

const listGoldenFiles = async (): Promise<readonly string[]> =>
  (await readdir(folder)).filter((name) => name.endsWith(".json"));

// The oracle is pymdp itself; which version and precision produced each file is in golden/README.md.
test.for(await listGoldenFiles())("every vector of %s passes", async (name) => {
  const path = fileURLToPath(new URL(name, folder));
  const { passedCount, failures } = await playGoldenFile(path);
  expect(failures).toEqual([]);
  expect(passedCount).toBeGreaterThan(0);
});
