/**
 * What we write is opened by speedscope itself, in a real browser, and what speedscope saves is read by us:
 * both have to agree on the time of every function, to the nanosecond.
 */
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { Session } from "node:inspector/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { chromium } from "playwright-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { frameAt } from "../src/model/frame-table.ts";
import type { Profile } from "../src/model/profile.ts";
import { parseFrameLabel } from "../src/read/frame-label.ts";
import { readCpuprofile } from "../src/read/read-cpuprofile.ts";
import { readProfile } from "../src/read/read-profile.ts";
import { writeProfile } from "../src/write/write-profile.ts";
import type { WrittenFormat } from "../src/write/write-profile.ts";

const EXECUTABLE_PATH = "/usr/bin/chromium";
const hasChromium = existsSync(EXECUTABLE_PATH);
if (!hasChromium) {
  process.stderr.write(`skipped: speedscope's own importers; no Chromium at ${EXECUTABLE_PATH}\n`);
}

const SPEEDSCOPE = new URL(
  "dist/release/index.html",
  import.meta.resolve("speedscope/package.json"),
);

/** Two threads of real samples: calls, recursion, anonymous functions, garbage. */
async function record(): Promise<Profile> {
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.setSamplingInterval", { interval: 200 });
  await session.post("Profiler.start");
  let sum = 0;
  for (let round = 0; round < 300; round++) {
    sum += again(200) + sortMany(round);
  }
  const { profile } = await session.post("Profiler.stop");
  session.disconnect();
  expect(sum).toBeGreaterThan(0);
  const recorded = readCpuprofile(profile);
  const [track] = recorded.tracks;
  const second = { ...track!, name: "worker", labels: { ...track!.labels, worker: "2" } };
  return { ...recorded, tracks: [{ ...track!, name: "main" }, second] };
}

const again = (depth: number): number => (depth === 0 ? 1 : again(depth - 1) + Math.sqrt(depth));

const sortMany = (seed: number): number =>
  Array.from({ length: 2000 }, (_, index) => ({ key: (index * 7919 + seed) % 2003 })).sort(
    (a, b) => a.key - b.key,
  )[0]!.key;

/** speedscope leaves out what is no work of anybody's: the root and idle time. */
const LEFT_OUT = new Set(["(root)", "(idle)"]);

/** Own time of each name, in ns, over all threads. */
function selfNs(
  { frames, tracks }: Profile,
  nameOf = (name: string): string => name,
): Readonly<Record<string, number>> {
  const sums = new Map<string, number>();
  for (const { tree } of tracks) {
    for (let node = 0; node < tree.count; node++) {
      const name = nameOf(frameAt(frames, tree.frames[node]!).name);
      const weight = tree.selfWeights[node]!;
      if (weight !== 0 && !LEFT_OUT.has(name)) sums.set(name, (sums.get(name) ?? 0) + weight);
    }
  }
  return Object.fromEntries(sums);
}

describe.skipIf(!hasChromium)("speedscope 1.25.0", () => {
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];
  let folder: string;
  let profile: Profile;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "paceline-speedscope-"));
    profile = await record();
    // Without a graphics processor it draws in software; it imports nothing unless it can draw.
    browser = await chromium.launch({
      executablePath: EXECUTABLE_PATH,
      args: ["--use-angle=swiftshader", "--enable-unsafe-swiftshader"],
    });
    page = await browser.newPage();
    page.on("dialog", (dialog) => {
      complaints.push(dialog.message());
      void dialog.dismiss();
    });
    page.on("pageerror", (error) => complaints.push(String(error)));
  });
  afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true });
  });

  /** Opens a file in speedscope, and gives what speedscope saves of it. */
  async function throughSpeedscope(path: string): Promise<Uint8Array> {
    // The page keeps its document, and its title, when it goes to where it is.
    await page.goto("about:blank");
    await page.goto(SPEEDSCOPE.href);
    await page.locator("input[type=file]").setInputFiles(path);
    await page.waitForFunction('document.title.endsWith(" - speedscope")');
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.keyboard.press("Control+s"),
    ]);
    return readFile(await download.path());
  }

  test.for([
    { format: "speedscope", file: "a.speedscope.json" },
    { format: "cpuprofile", file: "a.cpuprofile" },
    { format: "chrome-trace", file: "a.trace.json" },
    { format: "pprof", file: "a.pb.gz" },
    { format: "folded", file: "a.folded.txt" },
  ] as const satisfies readonly { format: WrittenFormat; file: string }[])(
    "opens our $format with the times that we wrote, and we read what it saves",
    async ({ format, file }) => {
      const path = join(folder, file);
      await writeFile(path, writeProfile(profile, format));
      const saved = await throughSpeedscope(path);
      expect(complaints).toEqual([]);

      const read = readProfile(saved, "saved.speedscope.json");
      const actual = selfNs(read, (name) =>
        // speedscope names anonymous functions by their place, as in `(anonymous app.js:7)`.
        parseFrameLabel(name).name.replace(/^\(anonymous .*\)$/, "(anonymous)"),
      );
      expect(actual).toEqual(selfNs(profile));
      expect(Object.keys(actual)).toContain("again");
    },
  );
});
