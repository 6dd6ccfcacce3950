import { constants } from "node:fs";
import { access, readFile, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";

import { InvalidOptionError } from "@paceline/core/errors";

/** A file to write, and in which form. */
export interface OutputFile<Form extends string> {
  /** Absolute. */
  readonly file: string;
  readonly form: Form;
}

/** Endings of file names, with the form that is written under them. */
export type OutputEndings<Form extends string> = readonly (readonly [ending: string, form: Form])[];

export const PICTURE_ENDINGS = [
  [".html", "html"],
  [".svg", "svg"],
] as const;

/** Stands in all pictures and pages of paceline, near their begin. */
const MARK = "paceline";
const HEAD_CHARACTER_COUNT = 4000;

/**
 * What `--output` means, by its ending. Checked before anything runs or is read: a page of the user's own, which has
 * the same endings, is not written over.
 *
 * @throws {InvalidOptionError} when the ending is unknown, nothing can be written there, or the file is not ours.
 */
export async function checkOutputFile<Form extends string>(
  name: string,
  cwd: string,
  endings: OutputEndings<Form>,
): Promise<OutputFile<Form>> {
  const file = resolve(cwd, name);
  const [, form] = endings.find(([ending]) => name.toLowerCase().endsWith(ending)) ?? [];
  if (form === undefined) {
    const known = endings.map(([ending]) => ending);
    return refuse(`a name that ends in ${known.slice(0, -1).join(", ")} or ${known.at(-1)}`, name);
  }
  const folder = await stat(dirname(file)).catch(() => null);
  if (folder?.isDirectory() !== true) return refuse("in a folder that is there", name);
  const existing = await stat(file).catch(() => null);
  if (existing !== null && !existing.isFile()) return refuse("a file", name);
  try {
    await access(existing === null ? dirname(file) : file, constants.W_OK);
  } catch {
    return refuse("a place that can be written to", name);
  }
  // Forms of profiles have endings of their own: nobody keeps anything else under them.
  const isPicture = PICTURE_ENDINGS.some(([, picture]) => picture === form);
  const text = existing === null || !isPicture ? "" : await readFile(file, "utf8");
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
