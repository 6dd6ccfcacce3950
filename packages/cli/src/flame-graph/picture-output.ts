import { readFile, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";

import { InvalidOptionError } from "@paceline/core/errors";

/** A page, a picture, or folded stacks of both sides of a difference. */
export type PictureForm = "html" | "svg" | "folded";

/** A picture to write, and in which form. */
export interface PictureOutput {
  /** Absolute. */
  readonly file: string;
  readonly form: PictureForm;
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
export async function checkPictureOutput(
  name: string,
  cwd: string,
  forms: readonly PictureForm[] = ["html", "svg"],
): Promise<PictureOutput> {
  const file = resolve(cwd, name);
  const form = forms.find((each) => name.toLowerCase().endsWith(`.${each}`));
  if (form === undefined) {
    const endings = forms.map((each) => `.${each}`);
    return refuse(
      `a name that ends in ${endings.slice(0, -1).join(", ")} or ${endings.at(-1)}`,
      name,
    );
  }
  const folder = await stat(dirname(file)).catch(() => null);
  if (folder?.isDirectory() !== true) return refuse("in a folder that is there", name);
  const existing = await stat(file).catch(() => null);
  if (existing !== null && !existing.isFile()) return refuse("a file", name);
  // Folded stacks have an ending of their own: nobody keeps anything else under it.
  const text = existing === null || form === "folded" ? "" : await readFile(file, "utf8");
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
