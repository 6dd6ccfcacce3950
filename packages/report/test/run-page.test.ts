import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import type { RunResult } from "@paceline/core";
import { expect, onTestFinished, test } from "vitest";

import { renderRunPage } from "../src/run-page/render-run-page.ts";
import { accessibilityViolations } from "./accessibility.ts";
import { describeInChromium } from "./browser.ts";
import { exampleRun } from "./example-run.ts";
import { HOSTILE_NAME, hostileRun, scalingRun } from "./scaling-run.ts";

async function pageOf(run: RunResult): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "paceline-run-page-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, "report.html");
  await writeFile(file, await renderRunPage(run));
  return pathToFileURL(file).href;
}

describeInChromium("the page of a run", (open) => {
  test("shows targets, tables, charts and evidence, asks for nothing and complains of nothing", async () => {
    const { page, expectQuiet } = await open(await pageOf(scalingRun()));
    expect(await page.locator("#targets tbody tr").count()).toBe(3);
    expect(await page.locator("#targets .status.missed").innerText()).toBe("✗ missed");
    // One violin a benchmark, and both curves with what made them: contention 5 %, coherency 1 %.
    expect(await page.locator("#threads-vs-processes .wide .name").count()).toBe(10);
    expect(await page.locator("#threads-vs-processes .scaling .line").count()).toBe(2);
    expect(await page.locator("#threads-vs-processes .laws li").first().innerText()).toMatch(
      /^threads: contention 5\.0 % .*coherency 1\.0 %/,
    );
    expect(await page.locator("#evidence tbody th").allInnerTexts()).toEqual([
      "CPU",
      "Memory",
      "Event loop",
      "Garbage collection",
    ]);
    expectQuiet();
  });

  test("draws rounds and percentiles of every fork when a benchmark is opened, by keyboard alone", async () => {
    const { page, expectQuiet } = await open(await pageOf(scalingRun()));
    await page.locator("details.benchmark summary").first().focus();
    await page.keyboard.press("Enter");
    await page.locator("details.benchmark .uplot canvas").first().waitFor();
    expect(await page.locator("details.benchmark .uplot").count()).toBe(2);
    const isPainted = await page.evaluate(
      `(() => {
        const canvas = document.querySelector("details.benchmark canvas");
        const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        return data.some((byte) => byte !== 0);
      })()`,
    );
    expect(isPainted).toBe(true);
    expectQuiet();
  });

  test("finds benchmarks by words, and changes the theme", async () => {
    const { page, expectQuiet } = await open(await pageOf(scalingRun()));
    await page.getByRole("searchbox").fill("backend=processes workercount=4");
    expect(await page.locator("[data-group]:visible").count()).toBe(1);
    expect(await page.getByRole("status").innerText()).toBe("1 found");
    const ground = (): Promise<string> =>
      page.evaluate<string>("getComputedStyle(document.body).backgroundColor");
    const light = await ground();
    await page.getByRole("button", { name: "Dark theme" }).click();
    expect(await ground()).not.toBe(light);
    expect(await page.getByRole("button", { name: "Light theme" }).isVisible()).toBe(true);
    expectQuiet();
  });

  test.for([
    { theme: "light", widthPx: 1200 },
    { theme: "dark", widthPx: 390 },
  ] as const)("has no violation of accessibility rules: $theme, $widthPx px", async (options) => {
    const { page } = await open(await pageOf(scalingRun()), options);
    await page.evaluate(
      "for (const details of document.querySelectorAll('details')) details.open = true",
    );
    await page.locator(".uplot").first().waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    const overflow = await page.evaluate<number>(
      "document.documentElement.scrollWidth - innerWidth",
    );
    expect(overflow).toBeLessThanOrEqual(0);
  });

  test("keeps hostile names what they are: text", async () => {
    const { page, expectQuiet } = await open(await pageOf(hostileRun()), { widthPx: 390 });
    expect(await page.locator("img").count()).toBe(0);
    expect(await page.locator("h2").allInnerTexts()).toContainEqual(
      expect.stringContaining("<img src=x"),
    );
    expect(await page.locator("#errors pre").innerText()).toContain("</script><img src=x");
    expect(await page.content()).not.toContain(HOSTILE_NAME);
    expect(await accessibilityViolations(page)).toEqual([]);
    expectQuiet();
  });

  test("says of a run that holds nothing that it holds nothing", async () => {
    const { page, expectQuiet } = await open(
      await pageOf(exampleRun({ benchmarks: [], status: "interrupted" })),
    );
    expect(await page.locator("main").innerText()).toContain("This run holds no benchmarks.");
    expect(await page.locator(".verdicts li").allInnerTexts()).toEqual([
      "? the run was not finished",
      "? nothing was measured",
    ]);
    expectQuiet();
  });
});
