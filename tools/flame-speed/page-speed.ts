import { stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import type { Profile } from "@paceline/profile";
import { renderFlamePage } from "@paceline/report";
import { chromium } from "playwright-core";
import type { Page } from "playwright-core";

import { note, quantileOf, report } from "./figures.ts";

const LOAD_SECONDS_MAX = 2;
const REDRAW_MS_MAX = 16;
const HTML_MEGABYTES_MAX = 5;
const REDRAW_COUNT = 60;

/** How large a page is, how long it takes to open and to be drawn again. */
export async function measurePage(profile: Profile, folder: string): Promise<void> {
  const startNs = process.hrtime.bigint();
  const html = await renderFlamePage(profile, { title: "flame-speed" });
  note("page: made in", `${(Number(process.hrtime.bigint() - startNs) / 1e9).toFixed(2)} s`);
  const file = join(folder, "large.html");
  await writeFile(file, html);
  report("page: size", (await stat(file)).size / 1e6, "MB", { atMost: HTML_MEGABYTES_MAX });

  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium" });
  try {
    const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
    await page.goto(pathToFileURL(file).href);
    await page.waitForFunction("performance.getEntriesByName('paceline-draw').length > 0");
    const loadMs = await page.evaluate<number>(
      "(([draw]) => draw.startTime + draw.duration)(performance.getEntriesByName('paceline-draw'))",
    );
    report("page: load, until the first picture", loadMs / 1000, "s", { atMost: LOAD_SECONDS_MAX });
    for (const view of ["flame", "icicle", "sandwich", "time"])
      // oxlint-disable-next-line no-await-in-loop -- one after the other, on one page
      await measureView(page, view);
  } finally {
    await browser.close();
  }
}

/** Zooms in and pans: what is measured is the script's drawing and, apart, the whole frame of the browser. */
async function measureView(page: Page, view: string): Promise<void> {
  const startMs = Date.now();
  await page.evaluate(`location.hash = "view=${view}"`);
  await page.waitForFunction(
    `document.querySelector("canvas").getAttribute("aria-label").endsWith("${view}")`,
  );
  note(`page: ${view}, shown the first time after`, `${Date.now() - startMs} ms`);
  await page.evaluate("performance.clearMeasures()");
  await page.locator("canvas").focus();
  const frames = await page.evaluate<number[]>(`(async () => {
    const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const canvas = document.querySelector("canvas");
    const times = [];
    await nextFrame();
    let last = performance.now();
    for (let step = 0; step < ${REDRAW_COUNT}; step++) {
      const key = step < 8 ? "+" : step % 2 === 0 ? "d" : "a";
      canvas.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
      await nextFrame();
      const now = performance.now();
      times.push(now - last);
      last = now;
    }
    return times;
  })()`);
  const drawings = await page.evaluate<number[]>(
    "performance.getEntriesByName('paceline-draw').map(({ duration }) => duration)",
  );
  report(`page: ${view}, redraw, 95 % of ${drawings.length}`, quantileOf(drawings, 0.95), "ms", {
    atMost: REDRAW_MS_MAX,
  });
  note(`page: ${view}, frame to frame, 95 %`, `${quantileOf(frames, 0.95).toFixed(1)} ms`);
}
