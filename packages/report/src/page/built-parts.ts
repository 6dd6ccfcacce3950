import { readFile } from "node:fs/promises";

import type { PageName, PageParts } from "./page-parts.ts";

/** Parts of a page in the published package: made when it was built, beside this file. */
export async function loadPageParts(name: PageName): Promise<PageParts> {
  const read = (extension: string): Promise<string> =>
    readFile(new URL(`../pages/${name}.${extension}`, import.meta.url), "utf8");
  const [script, style] = await Promise.all([read("js"), read("css")]);
  return { script, style };
}
