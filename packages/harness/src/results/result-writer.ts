import { existsSync } from "node:fs";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

import type { RunResult } from "@paceline/core";

import { ResultNotWritableError } from "../errors/result-not-writable-error.ts";

/** Writes one run's document again and again, each time whole. */
export interface ResultWriter {
  write(result: RunResult): Promise<void>;
}

/**
 * Checks that every file can be written, before anything is measured.
 *
 * @param files - absolute paths; folders are made.
 * @throws {ResultNotWritableError} for the first that cannot.
 */
export async function createResultWriter(files: readonly string[]): Promise<ResultWriter> {
  for (const file of files) {
    // Written and removed rather than asked for: permission bits do not tell a read-only file system, nor
    // a full one. The file itself is left alone, since the run may yet end before it has a result.
    // oxlint-disable-next-line no-await-in-loop -- the first that fails is the one to tell
    await replaceFile(file, "", async (temporary) => rm(temporary));
  }
  return {
    async write(result) {
      const text = `${JSON.stringify(result, null, 1)}\n`;
      await Promise.all(
        files.map((file) => replaceFile(file, text, (temporary) => rename(temporary, file))),
      );
    },
  };
}

/**
 * Makes a folder and those above it. Not with Node's `recursive`, which never returns for a folder below /proc:
 * the system says there that the folder above is missing, however often that is made.
 */
async function makeFolder(folder: string): Promise<void> {
  try {
    await makeOneFolder(folder);
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
    const above = dirname(folder);
    if (!existsSync(above)) await makeFolder(above);
    // Once more also where the folder above is there: another run may have made it since the first try.
    await makeOneFolder(folder);
  }
}

async function makeOneFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    if (codeOf(error) !== "EEXIST" || !(await stat(folder)).isDirectory()) throw error;
  }
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && "code" in error ? error.code : undefined;

/** Writes beside the file, then `settle` puts it in place: a reader never sees half of a document. */
async function replaceFile(
  file: string,
  text: string,
  settle: (temporary: string) => Promise<void>,
): Promise<void> {
  const temporary = join(dirname(file), `.${basename(file)}.${process.pid}.tmp`);
  try {
    await makeFolder(dirname(file));
    await using handle = await open(temporary, "w");
    await handle.writeFile(text);
    await handle.close();
    await settle(temporary);
  } catch (error) {
    // What could not be removed matters less than why the result could not be written.
    await rm(temporary, { force: true }).catch(() => undefined);
    throw new ResultNotWritableError(file, error);
  }
}
