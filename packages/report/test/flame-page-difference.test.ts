import { diffProfiles } from "@paceline/profile";
import type { Profile } from "@paceline/profile";
import { renderDifferencePage } from "@paceline/report";
import { expect, test } from "vitest";

import { describeInChromium } from "./browser.ts";
import { clickBox, details, hashOf, pageFolder, press, rowsOf } from "./flame-page-setup.ts";
import { makeProfile } from "./make-profile.ts";
import type { Stacks } from "./make-profile.ts";

const { writeText } = pageFolder();

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

describeInChromium("the page of a difference", (open) => {
  test("shows a difference in three widths, and what is known of each function", async () => {
    const diff = diffProfiles(side(400, 0), side(800, 300), { normalization: "absolute" });
    const html = await renderDifferencePage(diff, { baseName: "v1", headName: "v2" });
    const { page, expectQuiet } = await open(await writeText("difference", html));
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
});
