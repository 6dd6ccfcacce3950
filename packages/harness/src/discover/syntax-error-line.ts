import { execFile } from "node:child_process";

import type { ErrorRecord } from "@paceline/core";

/** Time that Node may take to parse one file. */
const CHECK_MS_MAX = 10_000;
const PLACE = /^(?:file:\/\/)?(?<file>\/?[^\n]*):(?<line>\d+)\n/;

/**
 * The line at which a file does not parse. Node keeps it from those who catch the error of a JavaScript file, and
 * tells it to those who only ask for a check.
 *
 * @param file - absolute path.
 * @returns counted from 1; null when it is no syntax error, or one in another file.
 */
export async function syntaxErrorLine(file: string, error: ErrorRecord): Promise<number | null> {
  if (error.name !== "SyntaxError") return null;
  return lineIn(error.stack ?? "", file) ?? lineIn(await checkSyntax(file), file);
}

function lineIn(text: string, file: string): number | null {
  const place = PLACE.exec(text)?.groups;
  return place?.["file"] === file ? Number(place["line"]) : null;
}

/** What Node says about the file on stderr; it runs nothing of it. */
const checkSyntax = (file: string): Promise<string> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      ["--check", file],
      { timeout: CHECK_MS_MAX },
      // A refusal is what is looked for.
      (_refusal, _stdout, stderr) => resolve(stderr),
    );
  });
