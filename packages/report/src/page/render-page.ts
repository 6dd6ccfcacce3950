import { createHash } from "node:crypto";
import { deflateRawSync } from "node:zlib";

import { toBase85 } from "./base85.ts";
import { xmlText } from "../words/xml-text.ts";
import type { PageParts } from "./page-parts.ts";

export interface PageContent {
  /** Title of the document. */
  readonly title: string;
  /** Markup shown until the script has run, and for good where scripts do not run. */
  readonly fallback: string;
  /** From `packColumns`; the script finds it with `readPageData`. */
  readonly data: Uint8Array;
  /** The page may ask the server that it came from; a file may ask nobody. */
  readonly isServed?: boolean;
}

/**
 * One HTML file that needs nothing else: no network, no server, no file beside it. Its policy lets it run its own
 * script and style, by hash, and nothing more; names in the data are data, wherever they came from.
 *
 * Deflated and as digits the data of a page holds no character that ends its element.
 */
export function renderPage(
  { title, fallback, data, isServed = false }: PageContent,
  parts: PageParts,
): string {
  const policy = [
    "default-src 'none'",
    `script-src '${sourceHash(parts.script)}'`,
    `style-src '${sourceHash(parts.style)}'`,
    "img-src data:",
    ...(isServed ? ["connect-src 'self'"] : []),
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="generator" content="paceline">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${xmlText(title)}</title>
<link rel="icon" href="data:,">
<style>${parts.style}</style>
</head>
<body>
${fallback}
<script type="application/octet-stream" id="page-data">${toBase85(deflateRawSync(data))}</script>
<script>${parts.script}</script>
</body>
</html>
`;
}

/** @throws {Error} when a part could end its own element: a mistake in our sources, found when a page is first made. */
function sourceHash(source: string): string {
  if (/<\/(?:script|style)|<!--/i.test(source))
    throw new Error('a script or style sheet of a page holds "</script", "</style" or "<!--"');
  return `sha256-${createHash("sha256").update(source).digest("base64")}`;
}
