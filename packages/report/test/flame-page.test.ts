import { expect, test } from "vitest";

import { describeInChromium } from "./browser.ts";
import { clickBox, details, hashOf, pageFolder, press, small } from "./flame-page-setup.ts";

const { write } = pageFolder();

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
    await expect.poll(() => page.evaluate("location.hash")).toBe("#to=0.4");
    expect(await page.getByRole("button", { name: "Flame" }).getAttribute("aria-pressed")).toBe(
      "true",
    );
    await page.getByRole("button", { name: "Forward" }).click();
    await expect.poll(() => page.evaluate("location.hash")).toBe("#view=icicle");
    await page.getByRole("button", { name: "Back" }).click();
    await expect.poll(() => page.evaluate("location.hash")).toBe("#to=0.4");
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
});
