import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { diffProfiles } from "@paceline/profile";
import type { Profile } from "@paceline/profile";
import { renderDifferencePage, renderFlamePage } from "@paceline/report";
import type { FlamePageOptions } from "@paceline/report";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { describeInChromium } from "./browser.ts";
import { HOSTILE_NAMES, makeProfile, makeTracks } from "./make-profile.ts";
import type { Stacks } from "./make-profile.ts";

const ROW_PX = 18;
let folder: string;
let axe: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "paceline-page-"));
  axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function write(name: string, profile: Profile, options?: FlamePageOptions): Promise<string> {
  const file = join(folder, `${name}.html`);
  await writeFile(file, await renderFlamePage(profile, { title: name, ...options }));
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

const workers = makeTracks([
  { stacks: [[["main", "a"], 60]], labels: { worker: "1", agent: "explorer" } },
  { stacks: [[["main", "b"], 40]], labels: { worker: "2", agent: "planner" } },
]);

/** Clicks into the flame graph, at a ratio of its width and a row from the bottom. */
async function clickBox(page: Page, ratio: number, row: number): Promise<void> {
  const box = (await page.locator("canvas").boundingBox())!;
  await page.mouse.click(box.x + ratio * box.width, box.y + box.height - (row + 0.5) * ROW_PX);
}

async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  // oxlint-disable-next-line no-await-in-loop -- keys in order
  for (const key of keys) await page.keyboard.press(key);
}

/** So many samples of one function, of 10 ns each. */
const samples = (name: string, count: number): Stacks =>
  Array.from({ length: count }, () => [["main", name], 10] as const);

/** Four runs of a program of which some functions cost more or less. */
const side = (encode: number, audit: number): Profile[] =>
  [0, 1, 2, 3].map((run) =>
    makeProfile([
      ...samples("step", 4000 + run),
      ...samples("encode", encode + run),
      ...samples("audit", audit),
    ]),
  );

const details = (page: Page): Promise<string | null> => page.locator(".details").textContent();
const hashOf = (page: Page): Promise<string> => page.evaluate("location.hash");
const rowsOf = (page: Page): Promise<string[]> =>
  page.locator("tbody tr:not(.spacer) th").allTextContents();

describeInChromium("the page of a flame graph", (open) => {
  test("zooms by mouse; back and forward go through what was seen, links lead to it", async () => {
    const url = await write("mouse", small);
    const { page, expectQuiet } = await open(url);
    await clickBox(page, 0.2, 2);
    expect(await hashOf(page)).toBe("#to=0.4");
    expect(await details(page)).toContain("rank · total 40.0 ms, 40.0 %, 50.0 % of its caller");
    await page.getByRole("button", { name: "Icicle" }).click();
    expect(await hashOf(page)).toBe("#view=icicle");
    await page.getByRole("button", { name: "Back" }).click();
    await page.waitForFunction(`location.hash === "#to=0.4"`);
    expect(await page.getByRole("button", { name: "Flame" }).getAttribute("aria-pressed")).toBe(
      "true",
    );
    await page.getByRole("button", { name: "Forward" }).click();
    await page.waitForFunction(`location.hash === "#view=icicle"`);
    await page.getByRole("button", { name: "Back" }).click();
    await page.waitForFunction(`location.hash === "#to=0.4"`);
    // All that is seen is "rank": what is under the pointer at the left is its first callee.
    await clickBox(page, 0.1, 3);
    expect(await details(page)).toContain("score · total 10.0 ms");
    await page.getByRole("button", { name: "Reset zoom" }).click();
    expect(await page.getByRole("button", { name: "Reset zoom" }).isDisabled()).toBe(true);
    expectQuiet();
  });

  test("needs no mouse: moves, zooms, finds, and shows callers and callees", async () => {
    const { page, expectQuiet } = await open(await write("keys", small));
    await page.locator("canvas").focus();
    await press(page, "ArrowUp");
    expect(await details(page)).toContain("all · total 100 ms");
    await press(page, "ArrowUp", "ArrowUp", "ArrowLeft", "Enter");
    expect(await details(page)).toContain("rank · total 40.0 ms");
    expect(await hashOf(page)).toBe("#to=0.4");
    await press(page, "Escape", "/");
    await page.keyboard.type("^score");
    expect(await page.locator(".matched").textContent()).toBe("30.0 % matched, 1 function");
    await page.locator("canvas").focus();
    await press(page, "n");
    expect(await details(page)).toContain("score · total 10.0 ms");
    await press(page, "n", "s");
    expect(await page.locator(".focus").textContent()).toBe(
      "Callers above, callees below: score; callers of less than 1/20,000 of it are not followed further",
    );
    await press(page, "ArrowDown");
    expect(await details(page)).toContain("score · total 30.0 ms, 100.0 %");
    await press(page, "ArrowUp");
    // Most of it came from "step".
    expect(await details(page)).toContain("step · total 20.0 ms, 66.7 %");
    await press(page, "+", "d", "-");
    expectQuiet();
  });

  test("lists functions in a table that sorts and filters", async () => {
    const { page, expectQuiet } = await open(`${await write("table", small)}#view=table`);
    expect(await rowsOf(page)).toEqual(["score", "sort", "other", "step", "main", "rank"]);
    const table = page.getByRole("table");
    expect(await table.getAttribute("aria-rowcount")).toBe("7");
    const score = page.getByRole("row", { name: /^score/ });
    expect(await score.getByRole("cell").allTextContents()).toEqual([
      "30.0 ms",
      "30.0 %",
      "30.0 ms",
      "30.0 %",
      "3",
      "",
    ]);
    await page.getByRole("button", { name: "Total", exact: true }).click();
    expect((await rowsOf(page)).slice(0, 3)).toEqual(["main", "rank", "step"]);
    expect(
      await page.getByRole("columnheader", { name: "Total ▾" }).getAttribute("aria-sort"),
    ).toBe("descending");
    await page.getByRole("searchbox").fill("^s");
    expect(await rowsOf(page)).toEqual(["step", "score", "sort"]);
    await page.getByRole("button", { name: "score" }).press("ArrowDown");
    expect(await page.evaluate("document.activeElement.textContent")).toBe("sort");
    await page.keyboard.press("Enter");
    expect(await hashOf(page)).toContain("view=sandwich");
    expect(await page.locator(".focus").textContent()).toContain("sort");
    expectQuiet();
  });

  test("shows time in its order, and zooms to a whole stretch of it", async () => {
    const { page, expectQuiet } = await open(`${await write("time", small)}#view=time`);
    const box = (await page.locator("canvas").boundingBox())!;
    // In row 2 "step" comes first, for 40 of 100.
    await page.mouse.click(box.x + 0.3 * box.width, box.y + 2.5 * ROW_PX);
    expect(await details(page)).toBe("step · from 0 ns · for 40.0 ms, 40.0 %");
    expect(await hashOf(page)).toContain("to=0.4");
    expectQuiet();
  });

  test("groups and colours by worker and agent", async () => {
    const { page, expectQuiet } = await open(await write("workers", workers, { group: "worker" }));
    await clickBox(page, 0.3, 1);
    expect(await details(page)).toContain("worker 1 · total 60.0 ns");
    await page.getByLabel("Group by", { exact: true }).selectOption("agent");
    await page.getByLabel("Colour", { exact: true }).selectOption("agent");
    await clickBox(page, 0.9, 1);
    expect(await details(page)).toContain("agent planner · total 40.0 ns");
    expect(await page.locator(".legend li").allTextContents()).toEqual([
      "agent explorer",
      "agent planner",
      "several",
    ]);
    expectQuiet();
  });

  test("says in the tip what a box is, how much, and how sure that is", async () => {
    const { page } = await open(await write("tip", small));
    const box = (await page.locator("canvas").boundingBox())!;
    await page.mouse.move(box.x + 0.2 * box.width, box.y + box.height - 2.5 * ROW_PX);
    const tip = (await page.locator(".tip").innerText()).split("\n");
    expect(tip.slice(0, 1)).toEqual(["rank"]);
    // 2 samples of 20 ms each, in truth 0.24 to 7.22 of them.
    expect(tip.join(" ")).toContain("95 % interval 4.49 ms to 144 ms, from few samples");
  });

  test.for(["light", "dark"] as const)(
    "has no barriers in the %s theme, narrow or wide",
    async (theme) => {
      const url = await write(
        "axe",
        makeTracks([
          {
            stacks: [[["main", { name: "a", file: "/app/node_modules/zod/a.js", line: 3 }], 60]],
            labels: { worker: "1" },
          },
          { stacks: [[["main", "b"], 40]], labels: { worker: "2" } },
        ]),
      );
      for (const [widthPx, hash] of [
        [1200, ""],
        [390, "#view=table"],
        [390, "#view=sandwich&search=a"],
      ] as const) {
        // oxlint-disable-next-line no-await-in-loop -- one page at a time
        const { page, expectQuiet } = await open(`${url}${hash}`, { theme, widthPx });
        // Not as a script of the page, whose policy would refuse it.
        // oxlint-disable-next-line no-await-in-loop -- one page at a time
        await page.evaluate(axe);
        // oxlint-disable-next-line no-await-in-loop -- one page at a time
        const violations = await page.evaluate(async () => {
          const { axe: tool } = globalThis as unknown as {
            axe: {
              run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
            };
          };
          return (await tool.run()).violations.map(({ id, nodes }) => [id, nodes[0]?.html]);
        });
        expect(violations).toEqual([]);
        // oxlint-disable-next-line no-await-in-loop -- one page at a time
        expect(
          await page.evaluate<number>("document.documentElement.scrollWidth"),
        ).toBeLessThanOrEqual(widthPx);
        expectQuiet();
      }
    },
  );

  test("shows a difference in three widths, and what is known of each function", async () => {
    const diff = diffProfiles(side(400, 0), side(800, 300), { normalization: "absolute" });
    const file = join(folder, "difference.html");
    await writeFile(file, await renderDifferencePage(diff, { baseName: "v1", headName: "v2" }));
    const { page, expectQuiet } = await open(pathToFileURL(file).href);
    expect(await page.locator(".legend li").allTextContents()).toEqual([
      "less",
      "not significant",
      "more",
    ]);
    await page.locator("canvas").focus();
    await press(page, "ArrowUp", "ArrowUp", "ArrowUp");
    expect(await details(page)).toMatch(
      /step · total 40\.0 µs → 40\.0 µs \(0 ns, 0\.00 %\).*verdict (unchanged|cannot tell)/,
    );
    await press(page, "ArrowLeft");
    expect(await details(page)).toMatch(
      /encode · total 4\.01 µs → 8\.02 µs \(\+4\.00 µs, \+99\.6 %\).*verdict changed/,
    );
    await page.getByLabel("Width", { exact: true }).selectOption("base");
    expect(await hashOf(page)).toBe("#width=base");
    await page.getByLabel("Width", { exact: true }).selectOption("change");
    // Of what changed "audit" is 3 µs and "encode" 4 µs.
    await clickBox(page, 0.2, 2);
    expect(await details(page)).toContain("audit · ");
    await page.getByRole("button", { name: "Table" }).click();
    await page.getByRole("button", { name: "Change" }).click();
    expect((await rowsOf(page)).slice(0, 2)).toEqual(["encode", "audit"]);
    expectQuiet();
  });

  test("follows the system's theme until told otherwise", async () => {
    const { page } = await open(await write("theme", small), { theme: "dark" });
    const ground = (): Promise<string> =>
      page.evaluate("getComputedStyle(document.body).backgroundColor");
    expect(await ground()).toBe("rgb(20, 24, 31)");
    await page.getByRole("button", { name: "Light theme" }).click();
    expect(await ground()).toBe("rgb(255, 255, 255)");
    expect(await hashOf(page)).toBe("#theme=light");
  });

  test("shows hostile names as text", async () => {
    const stacks = HOSTILE_NAMES.map(
      (name) => [["main", { name, file: `/x/${name}.js` }], 1e6] as const,
    );
    const { page, expectQuiet } = await open(
      `${await write("hostile", makeProfile(stacks), { title: HOSTILE_NAMES[0] })}#view=table&sort=name`,
    );
    expect(await page.title()).toBe(HOSTILE_NAMES[0]);
    const rows = await rowsOf(page);
    expect(rows).toHaveLength(HOSTILE_NAMES.length + 1);
    for (const name of [0, 1, 2, 3, 7]) expect(rows).toContain(HOSTILE_NAMES[name]);
    await page.getByRole("button", { name: "Flame" }).click();
    await page.locator("canvas").focus();
    await press(page, "ArrowUp", "ArrowUp", "ArrowUp");
    await page.getByRole("searchbox").fill("</script>");
    expect(await page.locator(".matched").textContent()).toBe("25.0 % matched, 2 functions");
    expect(await page.title()).toBe(HOSTILE_NAMES[0]);
    expectQuiet();
  });

  test("of nothing, of one frame, of no weight and of 10,000 calls says what it has", async () => {
    const deep = Array.from({ length: 10_000 }, () => "f");
    const cases = [
      ["empty", makeProfile([]), "This profile holds no samples."],
      ["one", makeProfile([[["f"], 1e6]]), "1.00 ms in 1 sample."],
      ["zero", makeProfile([[["f"], 0]]), "1 sample without any weight: widths cannot be shown."],
      ["deep", makeProfile([[deep, 1e6]]), "1.00 ms in 1 sample."],
    ] as const;
    for (const [name, profile, note] of cases) {
      // oxlint-disable-next-line no-await-in-loop -- one page after the other
      const { page, expectQuiet } = await open(await write(name, profile));
      // oxlint-disable-next-line no-await-in-loop -- one page after the other
      expect(await page.locator("header p").first().textContent(), name).toBe(note);
      for (const view of ["Icicle", "Callers & callees", "Table", "Flame"])
        // oxlint-disable-next-line no-await-in-loop -- one view after the other
        await page.getByRole("button", { name: view }).click();
      // oxlint-disable-next-line no-await-in-loop -- one page after the other
      await clickBox(page, 0.5, 0);
      expectQuiet();
    }
  });
});
