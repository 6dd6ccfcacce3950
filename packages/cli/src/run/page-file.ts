import { constants } from "node:fs";
import { access, readFile, stat } from "node:fs/promises";
import { dirname, extname, resolve } from "node:path";

import { InvalidOptionError } from "@paceline/core/errors";

const ENDINGS = [".html", ".htm"];
/** Stands in every page of paceline, near its begin. */
const MARK = '<meta name="generator" content="paceline">';
const HEAD_CHARACTER_COUNT = 4000;

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
  const refuse = (expected: string): never => {
    throw new InvalidOptionError([{ path: optionName, expected, received: name }]);
  };
  if (!ENDINGS.includes(extname(name).toLowerCase())) refuse("a file that ends in .html");
  const file = resolve(cwd, name);
  const existing = await stat(file).catch(() => null);
  if (existing !== null && !existing.isFile()) refuse("a file, and this is none");
  const isPossible = await (existing === null ? canHold(dirname(file)) : isWritable(file));
  if (!isPossible) refuse("a place that can be written to");
  const head =
    existing === null ? "" : (await readFile(file, "utf8")).slice(0, HEAD_CHARACTER_COUNT);
  if (head !== "" && !head.includes(MARK))
    refuse("a new file, or one that holds a page of paceline: what is there would be lost");
  return file;
}

const isWritable = (path: string): Promise<boolean> =>
  access(path, constants.W_OK).then(
    () => true,
    () => false,
  );

/** Whether a folder is there and takes files, or can be made. */
export async function canHold(folder: string): Promise<boolean> {
  const existing = await stat(folder).catch(() => null);
  if (existing !== null) return existing.isDirectory() && isWritable(folder);
  return canHold(dirname(folder));
}
