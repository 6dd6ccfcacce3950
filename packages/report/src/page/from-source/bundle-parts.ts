import { join } from "node:path";

import { rolldown } from "rolldown";

import type { PageName, PageParts } from "../page-parts.ts";
import { readStyle } from "./read-style.ts";

const browserFolder = join(import.meta.dirname, "../../browser");
const bundled = new Map<PageName, Promise<PageParts>>();

/** Parts of a page in a checkout: bundled from the sources as they are, once a process. */
export function loadPageParts(name: PageName): Promise<PageParts> {
  const known = bundled.get(name) ?? bundleParts(name);
  bundled.set(name, known);
  return known;
}

async function bundleParts(name: PageName): Promise<PageParts> {
  const [script, ...styles] = await Promise.all([
    bundleScript(join(browserFolder, name, "main.ts")),
    // Tokens and what all pages share come first, so that a page may differ. A picture stands for itself.
    ...(name === "flame-svg" ? [] : [readStyle(join(browserFolder, "page/page.css"))]),
    readStyle(join(browserFolder, name, `${name}.css`)),
  ]);
  return { script, style: styles.map(withoutComments).join("") };
}

async function bundleScript(input: string): Promise<string> {
  await using bundle = await rolldown({ input, platform: "browser", treeshake: true });
  const { output } = await bundle.generate({ format: "iife", minify: true });
  return output[0].code;
}

/** No minifier: a style sheet is small, and deflate knows what to do with spaces. */
const withoutComments = (style: string): string =>
  style.replace(/\/\*[^]*?\*\//g, "").replace(/\n\s*/g, "\n");
