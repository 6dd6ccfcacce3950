import { constants } from "node:fs";
import type { Stats } from "node:fs";
import { access, open, stat } from "node:fs/promises";
import { dirname } from "node:path";

import { InvalidOptionError } from "@paceline/core/errors";

/** How files of one kind that paceline wrote are known: a text that stands near their begin. */
export interface OwnFiles {
  readonly mark: string;
  readonly headBytes: number;
  /** For the message: "a result". */
  readonly what: string;
}

export const OWN_RESULTS: OwnFiles = {
  mark: '"paceline/run-result"',
  headBytes: 256,
  what: "a result",
};

export const OWN_PAGES: OwnFiles = {
  mark: '<meta name="generator" content="paceline">',
  headBytes: 4096,
  what: "a page of paceline",
};

export const OWN_PICTURES: OwnFiles = {
  mark: "<!-- made by paceline -->",
  headBytes: 4096,
  what: "a picture of paceline",
};

/** What the user wrote, and where, for the message. */
export interface GivenName {
  readonly optionName: string;
  readonly name: string;
}

/**
 * Lets paceline write over a file of its own or an empty one, and over nothing else: `--json sum.bench.ts` is a slip of
 * the finger, and the source would be gone.
 *
 * @throws {InvalidOptionError} when the file holds something else, or cannot be read.
 */
export async function requireReplaceable(
  file: string,
  given: GivenName,
  { mark, headBytes, what }: OwnFiles,
): Promise<void> {
  const head = await readHead(file, given, headBytes);
  if (head === "" || head.includes(mark)) return;
  refuse(given, `a new file, or one that holds ${what}: what is there would be lost`);
}

/** Whether a file of this kind, written by paceline, is there. Nothing is read of what is no file, such as a pipe. */
export async function isOwn(file: string, given: GivenName, own: OwnFiles): Promise<boolean> {
  const existing = await statIfThere(file);
  return (
    existing?.isFile() === true && (await readHead(file, given, own.headBytes)).includes(own.mark)
  );
}

/**
 * A file that is there must take what is written; where there is none, its folder must, or it can be made.
 *
 * @throws {InvalidOptionError} when it is no file, or nothing can be written there.
 */
export async function requireWritable(file: string, given: GivenName): Promise<void> {
  const existing = await statIfThere(file);
  if (existing !== null && !existing.isFile()) refuse(given, "a file, and this is none");
  const isPossible = await (existing === null ? canHold(dirname(file)) : isWritable(file));
  if (!isPossible) refuse(given, "a place that can be written to");
}

/** Whether a folder is there and takes files, or can be made. */
export async function canHold(folder: string): Promise<boolean> {
  const existing = await statIfThere(folder);
  if (existing !== null) return existing.isDirectory() && isWritable(folder);
  return canHold(dirname(folder));
}

export function refuse({ optionName, name }: GivenName, expected: string): never {
  throw new InvalidOptionError([{ path: optionName, expected, received: name }]);
}

/** What cannot be looked at, since a folder on the way is closed or none, is not there for us; writing there fails too. */
export const statIfThere = (path: string): Promise<Stats | null> => stat(path).catch(() => null);

const isWritable = (path: string): Promise<boolean> =>
  access(path, constants.W_OK).then(
    () => true,
    () => false,
  );

/** Begin of a file; empty when there is none. */
async function readHead(file: string, given: GivenName, byteCount: number): Promise<string> {
  try {
    await using handle = await open(file);
    if (!(await handle.stat()).isFile()) return "";
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(byteCount) });
    return buffer.toString("utf8", 0, bytesRead);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    if (code === "ENOENT" || code === "ENOTDIR") return "";
    return refuse(given, `a file that can be read (${code})`);
  }
}
