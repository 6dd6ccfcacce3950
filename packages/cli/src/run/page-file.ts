import { extname, resolve } from "node:path";

import { OWN_PAGES, refuse, requireReplaceable, requireWritable } from "./replaceable-file.ts";

const ENDINGS = [".html", ".htm"];

/**
 * Where a page is to be written, checked before anything is measured or read: another ending may be that of a source
 * file, and a page that is not paceline's would be lost. Folders that are not there yet are made with the page.
 *
 * @returns the absolute path.
 * @throws {InvalidOptionError} when the page must not or cannot be written there.
 */
export async function checkPageFile(
  name: string,
  cwd: string,
  optionName: string,
): Promise<string> {
  const given = { optionName, name };
  if (!ENDINGS.includes(extname(name).toLowerCase())) refuse(given, "a file that ends in .html");
  const file = resolve(cwd, name);
  await requireWritable(file, given);
  await requireReplaceable(file, given, OWN_PAGES);
  return file;
}
