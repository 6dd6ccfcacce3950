/** What `paceline profile` draws of a program is opened in a real browser, as its user would. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { expect, test } from "vitest";

import { describeInChromium } from "../../report/test/browser.ts";
import { createProject } from "./project.ts";

/** Computes for 60 ms of processor time in a function whose name would end a script, were it not escaped. */
const SCRIPT = `
  const start = process.threadCpuUsage();
  const spin = { "</script>spin"() { let x = 1; for (let i = 0; i < 1e6; i++) x = (x * 31 + i) % 65537; return x; } };
  while (process.threadCpuUsage(start).user < 60_000) spin["</script>spin"]();
`;

describeInChromium("what paceline profile draws", (open) => {
  test.for([
    { output: "flame.html", matched: ".matched" },
    { output: "flame.svg", matched: "#matched" },
  ])("$output finds the function that took the time", { timeout: 60_000 }, async (row) => {
    await using project = await createProject({ "main.js": SCRIPT });
    const ended = await project.paceline("profile", "main.js", "--output", row.output);
    expect({ exitCode: ended.exitCode, stderr: ended.stderr }).toEqual({ exitCode: 0, stderr: "" });
    const { page, expectQuiet } = await open(pathToFileURL(join(project.folder, row.output)).href);
    await page.getByRole("searchbox").fill("</script>spin");
    const text = (await page.locator(row.matched).textContent()) ?? "";
    expect(text).toMatch(/^\d+\.\d % matched/);
    expect(Number.parseFloat(text)).toBeGreaterThan(20);
    expectQuiet();
  });
});
