import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { renderFlameSvg } from "@paceline/report";
import type { FlameSvgOptions } from "@paceline/report";
import type { Profile } from "@paceline/profile";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { describeInChromium } from "./browser.ts";
import { HOSTILE_NAMES, makeProfile } from "./make-profile.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "paceline-svg-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function draw(name: string, profile: Profile, options?: FlameSvgOptions): Promise<string> {
  const file = join(folder, `${name}.svg`);
  await writeFile(file, await renderFlameSvg(profile, options));
  return pathToFileURL(file).href;
}

/** score is called from two places, 30 of 100 in all, once below itself. */
const small = makeProfile([
  [["main", "step", "score"], 15e6],
  [["main", "step", "score", "score"], 5e6],
  [["main", "step"], 20e6],
  [["main", "rank", "score"], 10e6],
  [["main", "rank", "sort"], 30e6],
  [["other"], 20e6],
]);

const boxNamed = (page: Page, name: string) =>
  page.locator("#frames > g", { has: page.locator("title", { hasText: name }) }).first();

const widthOf = async (page: Page, name: string): Promise<number> =>
  Number(await boxNamed(page, name).locator("rect").getAttribute("width"));

describeInChromium("the flame graph as SVG", (open) => {
  test("draws widths in proportion, with the figures in the tip", async () => {
    const { page, expectQuiet } = await open(await draw("small", small));
    expect(await widthOf(page, "all")).toBe(1180);
    expect(await widthOf(page, "rank")).toBe(472);
    expect(await boxNamed(page, "sort").locator("title").textContent()).toBe(
      "sort\n30.0 ms, 30.00 %, 1 sample",
    );
    expectQuiet();
  });

  test("zooms by mouse and resets by its button", async () => {
    const { page, expectQuiet } = await open(await draw("small", small));
    await boxNamed(page, "rank").click();
    expect(await widthOf(page, "rank")).toBe(1180);
    expect(await widthOf(page, "sort")).toBe(885);
    expect(await boxNamed(page, "other").isVisible()).toBe(false);
    await page.getByRole("button", { name: "Reset zoom" }).click();
    expect(await widthOf(page, "sort")).toBe(354);
    expect(await page.locator("#reset").isVisible()).toBe(false);
    expectQuiet();
  });

  test("finds functions and counts each stack once", async () => {
    const { page, expectQuiet } = await open(await draw("small", small));
    await page.getByRole("searchbox").fill("^score");
    expect(await page.locator("#matched").textContent()).toBe("30.0 % matched in 3 frames");
    await page.getByRole("searchbox").fill("sort(");
    expect(await page.locator("#matched").textContent()).toBe("0.0 % matched in 0 frames");
    await page.getByRole("searchbox").fill("");
    expect(await page.locator("#frames > g.match").count()).toBe(0);
    expectQuiet();
  });

  test("needs no mouse", async () => {
    const { page, expectQuiet } = await open(await draw("small", small));
    await page.locator("#frames").focus();
    for (const key of ["ArrowUp", "ArrowRight", "ArrowLeft", "ArrowUp", "Enter"])
      // oxlint-disable-next-line no-await-in-loop -- keys in order
      await page.keyboard.press(key);
    expect(await widthOf(page, "rank")).toBe(1180);
    expect(await page.locator("#details").textContent()).toContain("rank · 40.0 ms");
    await page.keyboard.press("Escape");
    expect(await widthOf(page, "rank")).toBe(472);
    await page.keyboard.press("/");
    await page.keyboard.type("sort");
    expect(await page.locator("#matched").textContent()).toBe("30.0 % matched in 1 frame");
    expectQuiet();
  });

  test("shows hostile names as text, in well-formed XML", async () => {
    const profile = makeProfile(HOSTILE_NAMES.map((name) => [["main", name], 1e6]));
    const url = await draw("hostile", profile, { title: HOSTILE_NAMES[1] });
    const { page, expectQuiet } = await open(url);
    // A browser shows XML that is not well-formed as an error in place of the picture.
    expect(await page.locator("#frames > g").count()).toBe(HOSTILE_NAMES.length + 2);
    for (const [index, name] of HOSTILE_NAMES.entries()) {
      if (index === 4 || index === 5 || index === 6) continue;
      // oxlint-disable-next-line no-await-in-loop -- one page
      expect(await boxNamed(page, name).count()).toBe(1);
    }
    expect(await page.locator("#frames > g", { hasText: "line\\nbreak" }).count()).toBe(1);
    expect(await page.title()).toBe(HOSTILE_NAMES[1]);
    expectQuiet();
  });

  test("of nothing, of one frame, of no weight and of 10,000 calls says what it has", async () => {
    const deep = Array.from({ length: 10_000 }, () => "f");
    const cases = [
      ["empty", makeProfile([]), 1, "This profile holds no samples."],
      ["one", makeProfile([[["f"], 1e6]]), 2, "1.00 ms in 1 sample."],
      [
        "zero",
        makeProfile([[["f"], 0]]),
        2,
        "1 sample without any weight: widths cannot be shown.",
      ],
      ["deep", makeProfile([[deep, 1e6]]), 10_001, "1.00 ms in 1 sample."],
    ] as const;
    for (const [name, profile, boxCount, note] of cases) {
      // oxlint-disable-next-line no-await-in-loop -- one page after the other
      const { page, expectQuiet } = await open(await draw(name, profile));
      // oxlint-disable-next-line no-await-in-loop -- one page after the other
      expect(await page.locator("#frames > g").count(), name).toBe(boxCount);
      // oxlint-disable-next-line no-await-in-loop -- one page after the other
      expect(await page.locator(".notes").first().textContent()).toBe(note);
      expectQuiet();
    }
  });

  test("says what was too narrow to be drawn", async () => {
    const profile = makeProfile([
      [["main", "wide"], 1e9],
      [["main", "narrow", "below"], 1000],
    ]);
    const { page } = await open(await draw("narrow", profile));
    expect(await page.locator("#frames > g").count()).toBe(3);
    expect(await page.locator(".notes").last().textContent()).toContain(
      "2 frames too narrow to see",
    );
  });
});
