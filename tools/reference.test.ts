import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { ERROR_CODES } from "@paceline/core";
import { describe, expect, test } from "vitest";

import { referencePages, renderPage } from "./reference/pages.ts";
import { readDescriptions } from "./reference/read-descriptions.ts";

const read = (path: string): Promise<string> =>
  readFile(join(import.meta.dirname, "..", path), "utf8");

test.for(referencePages)(
  "$path says what the code says: else `npm run reference`",
  async (page) => {
    expect(await read(page.path)).toBe(await renderPage(page));
  },
);

test("the page of errors and the table of codes name the same codes", async () => {
  const page = await read("docs/reference/errors.md");
  const named = [...page.matchAll(/^\| `(PACELINE_\w+)` +\|/gm)].map(([, code]) => code);
  expect(new Set(named)).toEqual(new Set(Object.keys(ERROR_CODES)));
  expect(named).toHaveLength(Object.keys(ERROR_CODES).length);
});

describe("readDescriptions", () => {
  test("takes each comment for what follows it, and no comment for nothing", () => {
    const source = [
      "/** Not of an interface. */",
      "const LIMIT = 3;",
      "",
      "/**",
      " * Of the first.",
      " * Goes on, see {@link Second}.",
      " */",
      "export interface First {",
      "  readonly bare: number;",
      "  /** Of the described field. */",
      "  readonly described?: string;",
      "}",
      "",
      "export interface Second {",
      "  readonly alone: number;",
      "}",
    ].join("\n");
    const found = readDescriptions(source);
    expect(found.get("First")).toEqual({
      summary: "Of the first. Goes on, see Second.",
      fields: new Map([["described", "Of the described field."]]),
    });
    expect(found.get("Second")).toEqual({ summary: "", fields: new Map() });
  });
});
