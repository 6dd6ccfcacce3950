import { extname, resolve } from "node:path";

import { InvalidOptionError } from "@paceline/core/errors";

/** What a run is shown in besides the terminal. Absolute paths. */
export interface PictureTargets {
  /** One page with everything. */
  readonly page: string | undefined;
  /** Begin of the names of pictures, one a group: `out/times` gives `out/times-agent-spawning-one.svg`. */
  readonly picturePrefix: string | undefined;
}

const PAGE_ENDINGS = [".html", ".htm"];

/**
 * Checks before anything is measured where pages and pictures go.
 *
 * @throws {InvalidOptionError} when the page's name does not end as a page's does: what is there may be a source file.
 */
export function pictureTargets(
  {
    html,
    histogram,
  }: { readonly html: string | undefined; readonly histogram: string | undefined },
  cwd: string,
): PictureTargets {
  if (html !== undefined && !PAGE_ENDINGS.includes(extname(html).toLowerCase()))
    throw new InvalidOptionError([
      { path: "--html", expected: "a file that ends in .html", received: html },
    ]);
  return {
    page: html === undefined ? undefined : resolve(cwd, html),
    picturePrefix:
      histogram === undefined ? undefined : resolve(cwd, histogram.replace(/\.svg$/i, "")),
  };
}
