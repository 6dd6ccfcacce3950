import { expect, test } from "vitest";

import { describeInChromium } from "./browser.ts";
import {
  clickBox,
  details,
  hashOf,
  pageFolder,
  ROW_PX,
  rowsOf,
  small,
} from "./flame-page-setup.ts";
import { makeTracks } from "./make-profile.ts";

const { write } = pageFolder();

const workers = makeTracks([
  { stacks: [[["main", "a"], 60]], labels: { worker: "1", agent: "explorer" } },
  { stacks: [[["main", "b"], 40]], labels: { worker: "2", agent: "planner" } },
]);

describeInChromium("views of the page of a flame graph", (open) => {
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
});
