import { readFile, stat } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";

import { InvalidOptionError } from "@paceline/core/errors";

import { ATTRIBUTION_FILE } from "../judge/explain/write-explanation.ts";

/** Where the profiles lie that an explanation was made from, and what the document says of them. */
export interface ExplainedFolders {
  readonly base: { readonly name: string; readonly folder: string };
  readonly head: { readonly name: string; readonly folder: string };
  /** Folders of the checkouts: of a commit one that is no longer there, whose path the profiles still have. */
  readonly roots: readonly string[];
}

/**
 * Finds what `--explain` of a gate left, by the name of its document or its folder.
 *
 * @returns null when the name means something else.
 * @throws {InvalidOptionError} when the document is damaged.
 */
export async function findExplanation(name: string, cwd: string): Promise<ExplainedFolders | null> {
  const path = resolve(cwd, name);
  const isDocument = basename(path) === ATTRIBUTION_FILE;
  const folder = isDocument ? dirname(path) : path;
  const file = join(folder, ATTRIBUTION_FILE);
  const found = await stat(file).catch(() => null);
  if (found?.isFile() !== true) return null;
  const { baseName, headName, baseRoot, headRoot } = parse(await readFile(file, "utf8"), name);
  return {
    base: { name: baseName, folder: relative(cwd, join(folder, "base")) },
    head: { name: headName, folder: relative(cwd, join(folder, "head")) },
    roots: [baseRoot, headRoot],
  };
}

const FIELDS = ["baseName", "headName", "baseRoot", "headRoot"] as const;

function parse(text: string, name: string): Readonly<Record<(typeof FIELDS)[number], string>> {
  const document = parseJson(text);
  const fields = Object.fromEntries(FIELDS.map((field) => [field, textAt(document, field)]));
  const { baseName, headName, baseRoot, headRoot } = fields;
  if (
    textAt(document, "schema") !== "paceline/attribution" ||
    baseName === undefined ||
    headName === undefined ||
    baseRoot === undefined ||
    headRoot === undefined
  ) {
    throw new InvalidOptionError([
      {
        path: "arguments",
        expected: `a whole ${ATTRIBUTION_FILE}, as gate --explain writes it beside its profiles`,
        received: name,
      },
    ]);
  }
  return { baseName, headName, baseRoot, headRoot };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What is no JSON has none of the fields either, and is refused for that.
    return null;
  }
}

function textAt(document: unknown, field: string): string | undefined {
  if (typeof document !== "object" || document === null) return undefined;
  const value: unknown = Reflect.get(document, field);
  return typeof value === "string" ? value : undefined;
}
