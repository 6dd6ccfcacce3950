import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { judgeTrends } from "@paceline/analysis";
import type { Trend } from "@paceline/analysis";
import { expect, onTestFinished, test } from "vitest";

import { renderDashboard } from "../src/dashboard/render-dashboard.ts";
import type { LinksOf } from "../src/page/page-link.ts";
import { accessibilityViolations } from "./accessibility.ts";
import { describeInChromium } from "./browser.ts";
import { exampleTrends, makeSeries } from "./make-trends.ts";
import { HOSTILE_NAME } from "./scaling-run.ts";

const MARKS = new Map([["linux x64 Example ×2 10", "release v1.0.0"]]);

async function pageOf(trends: readonly Trend[], linksOf: LinksOf = () => []): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "paceline-dashboard-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, "dashboard.html");
  await writeFile(
    file,
    await renderDashboard(trends, { madeAt: "2026-11-27T12:00:00.000Z", marks: MARKS, linksOf }),
  );
  return pathToFileURL(file).href;
}

const linksOfHostile: LinksOf = (id) =>
  id === HOSTILE_NAME ? [{ href: "results/profiles/a%22%3E%3Cb.html", text: HOSTILE_NAME }] : [];

describeInChromium("the dashboard", (open) => {
  test("tells what changed, and finds series by words and filters, which the address keeps", async () => {
    const { page, expectQuiet } = await open(await pageOf(exampleTrends()));
    await page.locator(".changes li").first().waitFor();
    expect(await page.locator(".changes li").count()).toBe(1);
    expect(await page.locator(".changes li").innerText()).toMatch(
      /2026-09-02.*▲ worse \+(?:19|20)\.\d %.*agents\/spawn.*commits 0000029\.\.0000030/s,
    );
    await page.getByRole("searchbox").fill("STEP");
    expect(await page.getByRole("status").innerText()).toBe("2 of 3 series");
    await page.getByLabel("Machine").selectOption({ index: 2 });
    expect(await page.getByRole("status").innerText()).toBe("1 of 3 series");
    await page.reload();
    expect(await page.getByRole("status").innerText()).toBe("1 of 3 series");
    expect(await page.getByRole("searchbox").inputValue()).toBe("STEP");
    await page.getByLabel("Only what changed").check();
    expect(await page.locator("#main").innerText()).toContain("Nothing is found by these filters.");
    expectQuiet();
  });

  test("shows a series by keyboard alone: run to run, zoom, two runs compared, and back", async () => {
    const { page, expectQuiet } = await open(await pageOf(exampleTrends()));
    await page.locator("tbody").getByRole("button", { name: "agents/spawn" }).focus();
    await page.keyboard.press("Enter");
    await page.locator(".surface canvas").first().waitFor();
    await page.locator(".surface").focus();
    await page.keyboard.press("Home");
    expect(await page.locator(".facts").innerText()).toContain("2026-09-01 00:00 UTC");
    await page.keyboard.press("a");
    await page.keyboard.press("End");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("b");
    expect(await page.locator(".comparison caption").innerText()).toMatch(
      /^B is \+(?:19|20)\.\d % against A/,
    );
    await page.keyboard.press("+");
    expect(page.url()).toMatch(/zoom=\d+-\d+/);
    const address = page.url();
    await page.goto("about:blank");
    await page.goto(address);
    expect(await page.locator(".comparison caption").innerText()).toMatch(
      /^B is \+(?:19|20)\.\d % against A/,
    );
    await page.locator(".surface").focus();
    await page.keyboard.press("0");
    expect(page.url()).not.toContain("zoom=");
    await page.keyboard.press("Escape");
    expect(await page.locator("#lines-title").innerText()).toBe("Series: 3");
    await page.goBack();
    expect(await page.locator(".line h2").innerText()).toBe("agents/spawn");
    expectQuiet();
  });

  test("zooms by mouse, and back by a double click", async () => {
    const { page, expectQuiet } = await open(await pageOf(exampleTrends()));
    await page.locator("tbody").getByRole("button", { name: "agents/spawn" }).click();
    const over = page.locator(".u-over");
    await over.waitFor();
    const box = (await over.boundingBox())!;
    await page.mouse.move(box.x + box.width * 0.25, box.y + 50);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.5, box.y + 50, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => page.evaluate("location.hash")).toMatch(/zoom=\d+-\d+/);
    await page.mouse.dblclick(box.x + box.width * 0.4, box.y + 50);
    await expect.poll(() => page.evaluate("location.hash")).not.toContain("zoom=");
    expectQuiet();
  });

  test.for([
    { theme: "light", widthPx: 1200 },
    { theme: "dark", widthPx: 390 },
  ] as const)("has no violation of accessibility rules: $theme, $widthPx px", async (options) => {
    const { page } = await open(await pageOf(exampleTrends()), options);
    await page.locator(".changes li").first().waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.locator("tbody").getByRole("button", { name: "agents/spawn" }).click();
    await page.locator("summary").click();
    await page.locator(".surface").press("a");
    await page.locator(".surface").press("Home");
    await page.locator(".surface").press("b");
    expect(await accessibilityViolations(page)).toEqual([]);
    expect(
      await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth"),
    ).toBeLessThanOrEqual(0);
  });

  test("keeps hostile names what they are: text", async () => {
    const trends = judgeTrends([
      makeSeries({
        benchmarkId: HOSTILE_NAME,
        metric: HOSTILE_NAME,
        machine: HOSTILE_NAME,
        pointCount: 3,
        valueAt: (index) => index + 1,
      }),
    ]);
    const { page, expectQuiet } = await open(await pageOf(trends, linksOfHostile), {
      widthPx: 390,
    });
    await page.locator("tbody button").first().click();
    expect(await page.locator("img").count()).toBe(0);
    const link = page.locator(".links a");
    expect(await link.getAttribute("href")).toBe("results/profiles/a%22%3E%3Cb.html");
    expect(await link.innerText()).toContain("<img src=x");
    expect(await page.locator(".line h2").innerText()).toContain("<img src=x");
    expect(
      await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth"),
    ).toBeLessThanOrEqual(0);
    expectQuiet();
  });

  test.for([
    ["an empty history", [], "The history holds no results"],
    [
      "one point",
      [makeSeries({ benchmarkId: "a/b", pointCount: 1, valueAt: () => 5 })],
      "Series: 1",
    ],
    [
      "equal and zero values",
      [makeSeries({ benchmarkId: "a/b", pointCount: 9, valueAt: () => 0 })],
      "Series: 1",
    ],
  ] as const)("says what it has of %s", async ([, series, expected]) => {
    const { page, expectQuiet } = await open(await pageOf(judgeTrends(series)));
    await page.locator("header").waitFor();
    expect(await page.locator("body").innerText()).toContain(expected);
    if (series.length > 0) {
      await page.locator("tbody button").first().click();
      await page.locator(".surface canvas").first().waitFor();
    }
    expectQuiet();
  });

  test("shows a hundred of ten thousand benchmarks, and the rest when asked", async () => {
    const series = Array.from({ length: 10_000 }, (_, index) =>
      makeSeries({
        benchmarkId: `group ${index % 40}/benchmark ${index}`,
        pointCount: 2,
        valueAt: (point) => index + point + 1,
      }),
    );
    // Judged elsewhere: what is shown here is the number of them.
    const trends = series.map((each): Trend => ({ ...each, changes: [], totalChangeRatio: null }));
    const { page, expectQuiet } = await open(await pageOf(trends));
    await page.locator("tbody tr").first().waitFor();
    expect(await page.locator("tbody tr").count()).toBe(100);
    await page.getByRole("button", { name: "Show 100 more of 9900" }).click();
    expect(await page.locator("tbody tr").count()).toBe(200);
    await page.getByRole("searchbox").fill("benchmark 777");
    expect(await page.getByRole("status").innerText()).toBe("19 of 10000 series");
    expectQuiet();
  });
});
