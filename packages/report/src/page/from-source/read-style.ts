import { readFile } from "node:fs/promises";
import { dirname, isAbsolute, join } from "node:path";
import { fileURLToPath } from "node:url";

/** One sheet a page: `@import` lines stand first and name another sheet of ours, or one of a package. */
const IMPORT = /^@import "([^"]+)";\n/gm;

/** A style sheet with what it imports in its place, since a page asks for nothing. */
export async function readStyle(file: string): Promise<string> {
  const text = await readFile(file, "utf8");
  const imported = await Promise.all(
    Array.from(text.matchAll(IMPORT), ([, name]) => readStyle(sheetPath(name!, file))),
  );
  return [...imported, text.replace(IMPORT, "")].join("\n");
}

const sheetPath = (name: string, importer: string): string =>
  name.startsWith(".") || isAbsolute(name)
    ? join(dirname(importer), name)
    : fileURLToPath(import.meta.resolve(name));
