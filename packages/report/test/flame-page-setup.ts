import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import type { Profile } from "@paceline/profile";
import { renderFlamePage } from "@paceline/report";
import type { FlamePageOptions } from "@paceline/report";
import type { Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";

import { makeProfile } from "./make-profile.ts";

/** Height of a row of boxes on the page. */
export const ROW_PX = 18;

/** Writes pages to a folder that is gone after the tests of the file. */
export interface PageFolder {
  readonly writeText: (name: string, html: string) => Promise<string>;
  readonly write: (name: string, profile: Profile, options?: FlamePageOptions) => Promise<string>;
}

/** @returns functions that write a page and give its address. */
export function pageFolder(): PageFolder {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "paceline-page-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const writeText: PageFolder["writeText"] = async (name, html) => {
    const file = join(folder, `${name}.html`);
    await writeFile(file, html);
    return pathToFileURL(file).href;
  };
  return {
    writeText,
    write: async (name, profile, options) =>
      writeText(name, await renderFlamePage(profile, { title: name, ...options })),
  };
}

/** score is called from two places, 30 of 100 in all, once below itself. */
export const small = makeProfile([
  [["main", "step", "score"], 15e6],
  [["main", "step", "score", "score"], 5e6],
  [["main", "step"], 20e6],
  [["main", "rank", "score"], 10e6],
  [["main", "rank", "sort"], 30e6],
  [["other"], 20e6],
]);

/** Clicks into the flame graph, at a ratio of its width and a row from the bottom. */
export async function clickBox(page: Page, ratio: number, row: number): Promise<void> {
  const box = (await page.locator("canvas").boundingBox())!;
  await page.mouse.click(box.x + ratio * box.width, box.y + box.height - (row + 0.5) * ROW_PX);
}

export async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  // oxlint-disable-next-line no-await-in-loop -- keys in order
  for (const key of keys) await page.keyboard.press(key);
}

export const details = (page: Page): Promise<string | null> =>
  page.locator(".details").textContent();

export const hashOf = (page: Page): Promise<string> => page.evaluate("location.hash");

/** Names of the functions that the table shows. */
export const rowsOf = (page: Page): Promise<string[]> =>
  page.locator("tbody tr:not(.spacer) th").allTextContents();
