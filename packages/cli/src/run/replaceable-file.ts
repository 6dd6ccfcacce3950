import { open } from "node:fs/promises";

import { InvalidOptionError } from "@paceline/core/errors";

/** Where the word that marks a result stands in every document of paceline: near its begin. */
const HEAD_BYTES = 256;
const RESULT_MARK = '"paceline/run-result"';

/**
 * Lets a run write over an earlier result or an empty file, and over nothing else: `--json sum.bench.ts`
 * is a slip of the finger, and the source would be gone.
 *
 * @throws {InvalidOptionError} when the file holds something that is not a result.
 */
export async function requireReplaceable(file: string, optionName: string): Promise<void> {
  const head = await readHead(file, optionName);
  if (head === "" || head.includes(RESULT_MARK)) return;
  throw new InvalidOptionError([
    {
      path: optionName,
      expected: "a new file, or one that holds a result: what is there would be lost",
      received: file,
    },
  ]);
}

/** Begin of a file; empty when there is none. Whether one can be made there is checked by those who make it. */
async function readHead(file: string, optionName: string): Promise<string> {
  try {
    await using handle = await open(file);
    if (!(await handle.stat()).isFile()) return "";
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(HEAD_BYTES) });
    return buffer.toString("utf8", 0, bytesRead);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    if (code === "ENOENT" || code === "ENOTDIR") return "";
    throw new InvalidOptionError([
      { path: optionName, expected: `a file that can be read (${code})`, received: file },
    ]);
  }
}
