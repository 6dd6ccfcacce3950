import { readFile } from "node:fs/promises";

import { expect, test } from "vitest";

import { missingPlatforms, platformEntry } from "./lock-file/missing-platforms.ts";
import type { LockFile } from "./lock-file/missing-platforms.ts";

// npm 11 refuses to install from a lock file that leaves one of them out, on any platform.
test("the lock file holds every package that another names for some platform", async () => {
  const text = await readFile(new URL("../package-lock.json", import.meta.url), "utf8");
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- npm's own file, of the version it is read for
  const lock = JSON.parse(text) as LockFile;
  const missing = missingPlatforms(lock).map(({ name }) => name);
  expect(missing, 'run "npm run lock"').toEqual([]);
});

test("a package's name tells its platform", () => {
  const neededBy = { dev: true, license: "MIT" };
  const entryOf = (name: string): unknown => platformEntry({ name, version: "1.2.3", neededBy });
  const entry = { version: "1.2.3", dev: true, license: "MIT", optional: true };
  expect(entryOf("@a/binding-linux-arm-musleabihf")).toEqual({
    ...entry,
    os: ["linux"],
    cpu: ["arm"],
    libc: ["musl"],
  });
  expect(entryOf("@a/b-darwin-arm64")).toEqual({ ...entry, os: ["darwin"], cpu: ["arm64"] });
  expect(entryOf("fsevents")).toBeNull();
});
