/**
 * Plays every golden file of a folder against the engine.
 *
 *     npm run parity -- [folder]
 *
 * Prints cases passed and failed per file. Exits with 1 when any case failed or a file could not be
 * read, with 2 when there is nothing to play.
 */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { createComparison } from "./comparison.ts";
import { readGoldenFile } from "./golden-file.ts";
import { listParityCases } from "./suite.ts";

/** Differences that are printed per failed case. */
const PRINTED_DIFFERENCE_COUNT_MAX = 5;

/** What became of one file. */
export interface FileOutcome {
  readonly passedCount: number;
  readonly checkCount: number;
  /** One text per failed case. */
  readonly failures: readonly string[];
}

/** Plays one golden file. */
export async function playGoldenFile(path: string): Promise<FileOutcome> {
  const failures: string[] = [];
  let passedCount = 0;
  let checkCount = 0;
  for (const { id, run } of listParityCases(await readGoldenFile(path))) {
    const comparison = createComparison();
    try {
      run(comparison);
    } catch (error) {
      failures.push(`${id}: ${error instanceof Error ? error.message : String(error)}`);
      continue;
    }
    checkCount += comparison.checkCount;
    const { differences } = comparison;
    // A case that compared nothing proves nothing.
    if (comparison.checkCount > 0 && differences.length === 0) passedCount++;
    else
      failures.push(
        `${id}: ${differences.slice(0, PRINTED_DIFFERENCE_COUNT_MAX).join("; ") || "nothing was compared"}`,
      );
  }
  return { passedCount, checkCount, failures };
}

async function main(folder: string): Promise<number> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".json")).sort();
  if (names.length === 0) {
    process.stderr.write(`no golden files (*.json) in ${folder}\n`);
    return 2;
  }
  let passedTotal = 0;
  let failedTotal = 0;
  for (const name of names) {
    const outcome = await playGoldenFile(join(folder, name)).catch((error: unknown) => ({
      passedCount: 0,
      checkCount: 0,
      failures: [error instanceof Error ? error.message : String(error)],
    }));
    passedTotal += outcome.passedCount;
    failedTotal += outcome.failures.length;
    process.stdout.write(
      `${name.padEnd(28)} ${String(outcome.passedCount).padStart(4)} passed ${String(outcome.failures.length).padStart(4)} failed  (${outcome.checkCount} comparisons)\n`,
    );
    for (const failure of outcome.failures) process.stdout.write(`  FAILED ${failure}\n`);
  }
  process.stdout.write(`${passedTotal} passed, ${failedTotal} failed\n`);
  return failedTotal === 0 ? 0 : 1;
}

if (import.meta.main) {
  const golden = fileURLToPath(import.meta.resolve("../golden/"));
  process.exitCode = await main(process.argv[2] ?? golden);
}
