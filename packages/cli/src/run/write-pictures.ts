import type { RunResult } from "@paceline/core";
import {
  elementIds,
  groupBenchmarks,
  renderGroupSvg,
  renderRunPage,
  safeLine,
} from "@paceline/report";

import { ResultNotWritableError } from "@paceline/harness";

import { writeDocument } from "../judge/write-document.ts";
import { linksFromPage } from "../kept-profiles/links-from-page.ts";
import type { CommandIo } from "../terminal/command-io.ts";
import type { PictureTargets } from "./picture-targets.ts";

/** Writes the page of a run and the pictures of its groups, and says where they are. */
export async function writePictures(
  result: RunResult,
  { page, picturePrefix }: PictureTargets,
  { resultsFolder, io: { err } }: { readonly resultsFolder: string; readonly io: CommandIo },
): Promise<void> {
  const write = async (file: string, content: string): Promise<void> => {
    await writeOrExplain(file, content);
    err.write(`drawn: ${safeLine(file)}\n`);
  };
  if (page !== undefined) {
    const linksOf = await linksFromPage(page, resultsFolder);
    await write(page, await renderRunPage(result, { linksOf }));
  }
  if (picturePrefix !== undefined) {
    const groups = groupBenchmarks(result.benchmarks, ["group"]);
    const names = elementIds(groups.map(({ title }) => title));
    for (const group of groups) {
      const picture = renderGroupSvg(group);
      if (picture === null) continue;
      const file = `${picturePrefix}-${names.get(group.title)}.svg`;
      // oxlint-disable-next-line no-await-in-loop -- a few files, in order
      await write(file, picture);
    }
  }
}

async function writeOrExplain(file: string, content: string): Promise<void> {
  try {
    await writeDocument(file, content);
  } catch (error) {
    throw new ResultNotWritableError(file, error);
  }
}
