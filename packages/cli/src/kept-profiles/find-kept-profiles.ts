import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import { isAbout } from "./is-about.ts";

/** A page that an earlier command left in the results folder, about one benchmark or several. */
export interface KeptProfile {
  /** Below the results folder, with "/". */
  readonly path: string;
  /** What a link to it says. */
  readonly text: string;
  readonly isAbout: (benchmarkId: string) => boolean;
}

/**
 * Pages of profiles in a results folder: the explanations that `gate --explain` keeps, and what was written to
 * `profiles/` under the name of a benchmark or a group. Only real files of real folders count, so that a page never
 * leads out of the results by a link in the file system.
 */
export async function findKeptProfiles(resultsFolder: string): Promise<readonly KeptProfile[]> {
  const explanations = await entriesOf(join(resultsFolder, "attribution"));
  const pages = await entriesOf(join(resultsFolder, "profiles"));
  const explained = await Promise.all(
    explanations
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => readExplanation(resultsFolder, name)),
  );
  return [
    ...explained.flat(),
    ...pages
      .filter((entry) => entry.isFile() && entry.name.endsWith(".html"))
      .map(({ name }) => ({
        path: `profiles/${name}`,
        text: "what takes its time",
        isAbout: (benchmarkId: string) => isAbout(name.slice(0, -".html".length), benchmarkId),
      })),
  ];
}

async function readExplanation(
  resultsFolder: string,
  name: string,
): Promise<readonly KeptProfile[]> {
  const folder = join(resultsFolder, "attribution", name);
  const files = (await entriesOf(folder)).filter((entry) => entry.isFile());
  // The document is written last: without it, or without the page, there is nothing to lead to.
  if (
    !["attribution.json", "diff.html"].every((file) => files.some((entry) => entry.name === file))
  )
    return [];
  const about = explainedBy(await readFile(join(folder, "attribution.json"), "utf8"));
  if (about === null) return [];
  const { benchmarkId, baseName, headName } = about;
  return [
    {
      path: `attribution/${name}/diff.html`,
      text: `why it got slower from ${baseName} to ${headName}`,
      isAbout: (other) => other === benchmarkId,
    },
  ];
}

/** Null where a document is none of ours, or damaged: then nothing leads to its page. */
function explainedBy(text: string): Record<"benchmarkId" | "baseName" | "headName", string> | null {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof document !== "object" || document === null) return null;
  if (!("benchmarkId" in document && "baseName" in document && "headName" in document)) return null;
  const { benchmarkId, baseName, headName } = document;
  return typeof benchmarkId === "string" &&
    typeof baseName === "string" &&
    typeof headName === "string"
    ? { benchmarkId, baseName, headName }
    : null;
}

async function entriesOf(folder: string) {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT" || code === "ENOTDIR") return [];
    throw error;
  }
}
