import { dirname, join, relative, sep } from "node:path";

import type { LinksOf } from "@paceline/report";

import { findKeptProfiles } from "./find-kept-profiles.ts";
import type { KeptProfile } from "./find-kept-profiles.ts";

/** Links of a page that is written to `file`, to the profiles that the results folder holds. */
export async function linksFromPage(file: string, resultsFolder: string): Promise<LinksOf> {
  const profiles = await findKeptProfiles(resultsFolder);
  return linksTo(profiles, ({ path }) => {
    const words = relative(dirname(file), join(resultsFolder, path)).split(sep);
    return encodeWords(words);
  });
}

/** Links to profiles, each at the address that `hrefOf` gives it. */
export const linksTo =
  (profiles: readonly KeptProfile[], hrefOf: (profile: KeptProfile) => string): LinksOf =>
  (benchmarkId) =>
    profiles
      .filter((profile) => profile.isAbout(benchmarkId))
      .map((profile) => ({ href: hrefOf(profile), text: profile.text }));

/** Encoded word by word, a name is never taken for a scheme, a query or another folder. */
export const encodeWords = (words: readonly string[]): string =>
  words.map(encodeURIComponent).join("/");
