/**
 * Makes the pictures of README and documents: a real run of two suites (some minutes), the dashboard of the generated
 * history of `examples`, and the profile of a benchmark, each as Chromium shows it.
 *
 *     node --conditions=@paceline/source tools/make-pictures.ts [report.html of a run that is there]
 */
import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { chromium } from "playwright-core";
import type { Browser } from "playwright-core";

const root = join(import.meta.dirname, "..");
const images = join(root, "docs/images");
const KILOBYTES_MAX = 150;

/** Runs a program of this repository; what it says is shown, and its failure ends this script. */
function run(folder: string, script: string, ...args: readonly string[]): void {
  const command = ["--conditions=@paceline/source", join(root, script), ...args];
  const { status } = spawnSync(process.execPath, command, { cwd: folder, stdio: "inherit" });
  // 3: a target was missed, which a picture may show.
  if (status !== 0 && status !== 3)
    throw new Error(`${script} ${args.join(" ")} left with ${status}`);
}

const paceline = (folder: string, ...args: readonly string[]): void =>
  run(folder, "packages/cli/bin/paceline.js", ...args);

interface Picture {
  readonly name: string;
  readonly page: string;
  readonly heightPx: number;
  /** Selector of what is there when the page is ready. */
  readonly ready: string;
  /** Clicked before the picture is taken. */
  readonly click?: string;
}

async function take(browser: Browser, picture: Picture): Promise<void> {
  const { name, page: file, heightPx, ready, click } = picture;
  const page = await browser.newPage({ viewport: { width: 1200, height: heightPx } });
  await page.goto(pathToFileURL(file).href);
  if (click !== undefined) await page.locator(click).first().click();
  await page.locator(ready).first().waitFor();
  const path = join(images, `${name}.png`);
  await page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))");
  await page.screenshot({ path });
  await page.close();
  const kilobytes = (await stat(path)).size / 1000;
  process.stdout.write(`docs/images/${name}.png: ${kilobytes.toFixed(0)} kB\n`);
  if (kilobytes > KILOBYTES_MAX)
    throw new Error(`${path} has more than ${KILOBYTES_MAX} kB: make it lower`);
}

const folder = await mkdtemp(join(tmpdir(), "paceline-pictures-"));
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium" });
try {
  await mkdir(images, { recursive: true });
  const given = process.argv[2];
  const report = given === undefined ? join(folder, "report.html") : resolve(given);
  if (given === undefined)
    paceline(
      folder,
      "run",
      "agent-spawning",
      "message-throughput",
      "--preset",
      "quick",
      "--html",
      report,
    );
  run(folder, "examples/generated-history.ts", "demo");
  paceline(join(folder, "demo"), "dashboard", "--output", join(folder, "dashboard.html"));
  const flame = join(folder, "flame.html");
  paceline(folder, "profile", "simple-routing", "--duration", "2s", "--output", flame);
  await take(browser, { name: "report", page: report, heightPx: 900, ready: "#targets" });
  await take(browser, {
    name: "dashboard",
    page: join(folder, "dashboard.html"),
    heightPx: 830,
    click: "tbody tr button",
    ready: ".surface canvas",
  });
  await take(browser, { name: "flame-graph", page: flame, heightPx: 700, ready: "canvas" });
} finally {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
}
