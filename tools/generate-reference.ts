/**
 * Writes the pages that are made from the code, so that they cannot say anything else than the code does.
 * `reference.test.ts` fails when one is out of date.
 *
 *     npm run reference
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { referencePages, renderPage } from "./reference/pages.ts";

const root = join(import.meta.dirname, "..");

for (const page of referencePages) {
  await writeFile(join(root, page.path), await renderPage(page));
  process.stdout.write(`wrote ${page.path}\n`);
}
