/** The part of the build that the compiler does not know: the scripts and style sheets of all pages, into `dist/pages`. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { PAGE_NAMES } from "../page-parts.ts";
import { loadPageParts } from "./bundle-parts.ts";

const folder = join(import.meta.dirname, "../../../dist/pages");
await mkdir(folder, { recursive: true });
for (const name of PAGE_NAMES) {
  // oxlint-disable-next-line no-await-in-loop -- a handful, in order
  const { script, style } = await loadPageParts(name);
  await Promise.all([
    writeFile(join(folder, `${name}.js`), script),
    writeFile(join(folder, `${name}.css`), style),
  ]);
}
