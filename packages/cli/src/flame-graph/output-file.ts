import { dirname, resolve } from "node:path";

import {
  OWN_PAGES,
  OWN_PICTURES,
  refuse,
  requireReplaceable,
  requireWritable,
  statIfThere,
} from "../run/replaceable-file.ts";
import type { OwnFiles } from "../run/replaceable-file.ts";

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

/** Forms of profiles have endings of their own: nobody keeps anything else under them. */
const OWN: Readonly<Record<string, OwnFiles | undefined>> = { html: OWN_PAGES, svg: OWN_PICTURES };

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
  const given = { optionName: "--output", name };
  const [, form] = endings.find(([ending]) => name.toLowerCase().endsWith(ending)) ?? [];
  if (form === undefined) {
    const known = endings.map(([ending]) => ending);
    return refuse(given, `a name that ends in ${known.slice(0, -1).join(", ")} or ${known.at(-1)}`);
  }
  const file = resolve(cwd, name);
  const folder = await statIfThere(dirname(file));
  if (folder?.isDirectory() !== true) return refuse(given, "in a folder that is there");
  await requireWritable(file, given);
  const own = OWN[form];
  if (own !== undefined) await requireReplaceable(file, given, own);
  return { file, form };
}
