import { expect, test } from "vitest";

import { accessibilityViolations } from "./accessibility.ts";
import { describeInChromium } from "./browser.ts";
import { clickBox, hashOf, pageFolder, press, rowsOf, small } from "./flame-page-setup.ts";
import { HOSTILE_NAMES, makeProfile, makeTracks } from "./make-profile.ts";

const { write } = pageFolder();

describeInChromium("the page of a flame graph, whoever reads it and whatever it holds", (open) => {
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
        // oxlint-disable-next-line no-await-in-loop -- one page at a time
        expect(await accessibilityViolations(page)).toEqual([]);
        // oxlint-disable-next-line no-await-in-loop -- one page at a time
        expect(
          await page.evaluate<number>("document.documentElement.scrollWidth"),
        ).toBeLessThanOrEqual(widthPx);
        expectQuiet();
      }
    },
  );

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
