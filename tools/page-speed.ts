/**
 * How large and fast the pages are, in headless Chromium: the report of a full suite, the dashboard of a long history,
 * and a series of a million runs. Runs and histories are generated. Run it on a quiet machine; exit 1 when a goal is
 * missed:
 *
 *     node --conditions=@paceline/source tools/page-speed.ts
 */
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { renderDashboard, renderRunPage } from "@paceline/report";
import { chromium } from "playwright-core";
import type { Browser } from "playwright-core";

import { printGoals } from "./goals.ts";
import type { Goal } from "./goals.ts";
import { fullSuiteRun } from "./page-speed/full-suite-run.ts";
import { longHistory } from "./page-speed/long-history.ts";
import { actMs, firstPaintMs, onNewPage } from "./page-speed/page-times.ts";

const ROUND_COUNT = 3;
const MADE_AT = "2026-11-27T12:00:00.000Z";
const OVERVIEW_IS_THERE = "document.querySelector('tbody tr button') !== null";
const CHART_IS_THERE = "document.querySelector('.surface canvas') !== null";
const OPEN_FIRST = "document.querySelector('tbody tr button').click()";

/** One figure a round, each on a page opened anew. */
async function rounds<Figures extends object>(
  measure: () => Promise<Figures>,
): Promise<readonly Figures[]> {
  const measured: Figures[] = [];
  // oxlint-disable-next-line no-await-in-loop -- one at a time, or they slow each other
  for (let round = 0; round < ROUND_COUNT; round++) measured.push(await measure());
  return measured;
}

async function write(folder: string, name: string, html: string): Promise<[string, number]> {
  const file = join(folder, name);
  await writeFile(file, html);
  return [pathToFileURL(file).href, (await stat(file)).size / 1e6];
}

async function reportGoals(browser: Browser, folder: string): Promise<readonly Goal[]> {
  const [url, megabytes] = await write(folder, "report.html", await renderRunPage(fullSuiteRun()));
  const paints = await rounds(() =>
    onNewPage(browser, url, async (page) => ({ paintMs: await firstPaintMs(page) })),
  );
  return [
    { name: "report: file", figures: [megabytes], bound: { atMost: 2 }, unit: "MB" },
    {
      name: "report: first paint",
      figures: paints.map(({ paintMs }) => paintMs),
      bound: { atMost: 1000 },
      unit: "ms",
    },
  ];
}

async function dashboardGoals(browser: Browser, folder: string): Promise<readonly Goal[]> {
  const html = await renderDashboard(longHistory(500, 1000), { madeAt: MADE_AT });
  const [url, megabytes] = await write(folder, "dashboard.html", html);
  const figures = await rounds(() =>
    onNewPage(browser, url, async (page) => {
      const paintMs = await firstPaintMs(page);
      await page.waitForFunction(OVERVIEW_IS_THERE);
      const readyMs = await page.evaluate<number>("performance.now()");
      const filterMs = await actMs(
        page,
        `const search = document.querySelector("input[type=search]");
         search.value = "benchmark 4"; search.dispatchEvent(new Event("input", { bubbles: true }));`,
      );
      await actMs(page, OPEN_FIRST, CHART_IS_THERE);
      const zoomMs = await actMs(
        page,
        `document.querySelector(".surface").dispatchEvent(new KeyboardEvent("keydown", { key: "+", bubbles: true }))`,
      );
      return { paintMs, readyMs, filterMs, zoomMs };
    }),
  );
  const goal = (name: string, of: keyof (typeof figures)[number], atMost: number): Goal => ({
    name: `dashboard: ${name}`,
    figures: figures.map((each) => each[of]),
    bound: { atMost },
    unit: "ms",
  });
  return [
    { name: "dashboard: file", figures: [megabytes], bound: { atMost: 10 }, unit: "MB" },
    goal("first paint", "paintMs", 1500),
    goal("all of it there", "readyMs", 1500),
    goal("filter", "filterMs", 50),
    goal("zoom", "zoomMs", 50),
  ];
}

async function millionGoals(browser: Browser, folder: string): Promise<readonly Goal[]> {
  const html = await renderDashboard(longHistory(1, 1_000_000), { madeAt: MADE_AT });
  const [url] = await write(folder, "million.html", html);
  const figures = await rounds(() =>
    onNewPage(browser, url, async (page) => {
      await page.waitForFunction(OVERVIEW_IS_THERE);
      return { drawMs: await actMs(page, OPEN_FIRST, CHART_IS_THERE) };
    }),
  );
  return [
    {
      name: "a million points: drawn",
      figures: figures.map(({ drawMs }) => drawMs),
      bound: { atMost: 1000 },
      unit: "ms",
    },
  ];
}

const folder = await mkdtemp(join(tmpdir(), "paceline-page-speed-"));
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium" });
try {
  const goals = [
    ...(await reportGoals(browser, folder)),
    ...(await dashboardGoals(browser, folder)),
    ...(await millionGoals(browser, folder)),
  ];
  process.exitCode = printGoals(goals) ? 0 : 1;
} finally {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
}
