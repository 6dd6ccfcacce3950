import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { toDifferenceProfile, writeProfile } from "@paceline/profile";
import type { Profile } from "@paceline/profile";
import { renderDifferencePage } from "@paceline/report";

import { writeDocument } from "../write-document.ts";
import type { Explanation } from "./explain-benchmark.ts";

/** Name of the document in the folder of an explanation. */
export const ATTRIBUTION_FILE = "attribution.json";

/**
 * Writes why a benchmark got slower: the document, the difference for people and for other tools, and the profiles of
 * all runs in a folder for each side, which `paceline diff` compares again.
 *
 * @returns the folder. Its name is of letters, digits and dashes, whatever the benchmark's is.
 */
export async function writeExplanation(
  { attribution, diff, sides }: Explanation,
  resultsFolder: string,
): Promise<string> {
  const slug = attribution.benchmarkId.replaceAll(/[^\p{L}\p{N}]+/gu, "-").slice(0, 100);
  const folder = join(resultsFolder, "attribution", slug);
  await mkdir(folder, { recursive: true });
  const { baseName, headName } = attribution;
  const title = `${attribution.benchmarkId}: ${baseName} and ${headName}`;
  const difference = toDifferenceProfile(diff);
  await writeRuns(join(folder, "base"), sides.base.profiles);
  await writeRuns(join(folder, "head"), sides.head.profiles);
  await writeFile(
    join(folder, "diff.html"),
    await renderDifferencePage(diff, { title, baseName, headName }),
  );
  await writeFile(join(folder, "diff.folded"), writeProfile(difference, "folded"));
  await writeFile(join(folder, "diff.pb.gz"), writeProfile(difference, "pprof"));
  // Last: where it is, the rest is, too.
  await writeDocument(join(folder, ATTRIBUTION_FILE), `${JSON.stringify(attribution, null, 2)}\n`);
  return folder;
}

/** The folder is paceline's own: runs of an earlier explanation must not be taken for runs of this one. */
async function writeRuns(folder: string, profiles: readonly Profile[]): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  for (const [run, profile] of profiles.entries())
    // oxlint-disable-next-line no-await-in-loop -- some hundred kilobytes each
    await writeFile(join(folder, `${run + 1}.cpuprofile`), writeProfile(profile, "cpuprofile"));
}
