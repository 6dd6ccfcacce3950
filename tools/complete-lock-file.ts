/**
 * Adds to package-lock.json the packages of other platforms that npm left out because its registry does not
 * serve them: without them `npm ci` refuses the file. Run it after `npm install` of a new dependency.
 *
 *     npm run lock
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { missingPlatforms, platformEntry } from "./lock-file/missing-platforms.ts";
import type { LockFile } from "./lock-file/missing-platforms.ts";

const file = join(import.meta.dirname, "../package-lock.json");
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- npm's own file, of the version it is read for
const lock = JSON.parse(await readFile(file, "utf8")) as LockFile;

const added = missingPlatforms(lock).flatMap((missing) => {
  const entry = platformEntry(missing);
  return entry === null ? [] : [[`node_modules/${missing.name}`, entry] as const];
});
const packages = Object.fromEntries(
  [...Object.entries(lock.packages), ...added].sort(([left], [right]) =>
    left.localeCompare(right, "en"),
  ),
);
await writeFile(file, `${JSON.stringify({ ...lock, packages }, null, 2)}\n`);
process.stdout.write(`${added.length} packages of other platforms added\n`);
