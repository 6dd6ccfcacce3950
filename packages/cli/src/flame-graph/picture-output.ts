import { readFile, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";

import { InvalidOptionError } from "@paceline/core/errors";

/** A picture to write, and in which form. */
export interface PictureOutput {
  /** Absolute. */
  readonly file: string;
  readonly form: "html" | "svg";
}

/** Stands in all pictures and pages of paceline, near their begin. */
const MARK = "paceline";
const HEAD_CHARACTER_COUNT = 4000;

/**
 * Where a picture goes to, by its ending. Checked before anything is read: a page of the user's own, which has the same
 * endings, is not written over.
 *
 * @throws {InvalidOptionError} when the ending is another, the folder is not there, or the file is not ours.
 */
export async function checkPictureOutput(name: string, cwd: string): Promise<PictureOutput> {
  const file = resolve(cwd, name);
  const form = /\.(html|svg)$/i.exec(name)?.[1]?.toLowerCase();
  if (form !== "html" && form !== "svg") return refuse("a name that ends in .html or .svg", name);
  const folder = await stat(dirname(file)).catch(() => null);
  if (folder?.isDirectory() !== true) return refuse("in a folder that is there", name);
  const existing = await stat(file).catch(() => null);
  if (existing !== null && !existing.isFile()) return refuse("a file", name);
  const text = existing === null ? "" : await readFile(file, "utf8");
  if (text !== "" && !text.slice(0, HEAD_CHARACTER_COUNT).includes(MARK))
    return refuse(
      "a new file, or one that holds a picture of paceline: what is there would be lost",
      name,
    );
  return { file, form };
}

function refuse(expected: string, received: string): never {
  throw new InvalidOptionError([{ path: "--output", expected, received }]);
}
