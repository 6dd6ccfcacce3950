import { extname, resolve } from "node:path";

import { InvalidOptionError } from "@paceline/core";

import type { VerdictFormat } from "./verdict-report.ts";
import { writeDocument } from "./write-document.ts";

/** A file that the verdicts go to besides the command's answer. */
export interface VerdictFile {
  readonly path: string;
  readonly format: VerdictFormat;
}

const FORMAT_BY_ENDING: Readonly<Record<string, VerdictFormat>> = {
  ".md": "markdown",
  ".json": "json",
  ".csv": "csv",
  ".xml": "junit",
  ".txt": "text",
};

/**
 * What each `--output` asks for: its ending names the form, so a source file cannot be written over by a slip.
 *
 * @throws {InvalidOptionError} before anything is measured, naming every file with another ending.
 */
export function verdictFiles(
  outputs: readonly string[] | undefined,
  cwd: string,
): readonly VerdictFile[] {
  const files = (outputs ?? []).map((file) => ({
    path: resolve(cwd, file),
    format: FORMAT_BY_ENDING[extname(file).toLowerCase()],
  }));
  const issues = files
    .filter(({ format }) => format === undefined)
    .map(({ path }) => ({
      path: "--output",
      expected: `a file that ends in ${Object.keys(FORMAT_BY_ENDING).join(", ")}`,
      received: path,
    }));
  if (issues.length > 0) throw new InvalidOptionError(issues);
  return files.flatMap(({ path, format }) => (format === undefined ? [] : [{ path, format }]));
}

/** Each as a whole or not at all. */
export async function writeVerdictFiles(
  files: readonly VerdictFile[],
  render: (format: VerdictFormat) => string,
): Promise<void> {
  // oxlint-disable-next-line no-await-in-loop -- a few files, in order
  for (const { path, format } of files) await writeDocument(path, render(format));
}
