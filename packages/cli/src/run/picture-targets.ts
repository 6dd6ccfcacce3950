import { dirname, resolve } from "node:path";

import { checkPageFile } from "./page-file.ts";
import { canHold, refuse } from "./replaceable-file.ts";

/** What a run is shown in besides the terminal. Absolute paths. */
export interface PictureTargets {
  /** One page with everything. */
  readonly page: string | undefined;
  /** Begin of the names of pictures, one a group: `out/times` gives `out/times-agent-spawning-one.svg`. */
  readonly picturePrefix: string | undefined;
}

/**
 * Checks before anything is measured where pages and pictures go.
 *
 * @throws {InvalidOptionError} when the page must not, or one of them cannot, be written there.
 */
export async function pictureTargets(
  {
    html,
    histogram,
  }: { readonly html: string | undefined; readonly histogram: string | undefined },
  cwd: string,
): Promise<PictureTargets> {
  const page = html === undefined ? undefined : await checkPageFile(html, cwd, "--html");
  if (histogram === undefined) return { page, picturePrefix: undefined };
  const picturePrefix = resolve(cwd, histogram.replace(/\.svg$/i, ""));
  if (!(await canHold(dirname(picturePrefix))))
    refuse({ optionName: "--histogram", name: histogram }, "a place that can be written to");
  return { page, picturePrefix };
}
