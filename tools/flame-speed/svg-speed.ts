import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { writeProfile } from "@paceline/profile";
import type { Profile } from "@paceline/profile";

import { medianOf, note, report } from "./figures.ts";

/** Where Debian's package libdevel-nytprof-perl puts it; another one may be named on the command line. */
const SCRIPT_DEFAULT = "/usr/share/perl5/Devel/NYTProf/flamegraph.pl";
const ROUND_COUNT = 5;
const SPEED_RATIO_MIN = 3;
const WIDTH_DIFFERENCE_PERCENT_MAX = 0.1;
const SECONDS_MAX = 5;
const GIGABYTES_MAX = 1;
const INNER_PX = 1180;

const root = join(import.meta.dirname, "../..");
const built = join(root, "packages/cli/dist/main.js");
/** As published where there is a build, which starts faster; else the sources. */
const isBuilt = existsSync(built);
const cli = isBuilt ? built : join(root, "packages/cli/src/main.ts");

/** Our command in one process, started as its launcher does, which says at its end how much memory it took. */
function draw(
  input: string,
  output: string,
): { readonly seconds: number; readonly rssBytes: number } {
  const program = `
    process.on("exit", () => process.stderr.write("rss " + process.resourceUsage().maxRSS + "\\n"));
    process.argv.splice(1, 0, "paceline");
    (await import("node:module")).enableCompileCache();
    await (await import(${JSON.stringify(cli)})).main();`;
  const startNs = process.hrtime.bigint();
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      ...(isBuilt ? [] : ["--conditions=@paceline/source"]),
      "--input-type=module",
      "-e",
      program,
      "flamegraph",
      input,
      "--output",
      output,
      "--idle",
    ],
    { encoding: "utf8" },
  );
  const seconds = Number(process.hrtime.bigint() - startNs) / 1e9;
  const kibibytes = Number(/rss (\d+)/.exec(stderr)?.[1]);
  if (status !== 0) throw new Error(`the command failed: ${stderr}`);
  return { seconds, rssBytes: kibibytes * 1024 };
}

/** A large file of V8's to SVG. */
export async function measureLargeFile(profile: Profile, folder: string): Promise<void> {
  const input = join(folder, "large.cpuprofile");
  await writeFile(input, writeProfile(profile, "cpuprofile"));
  const { size } = await stat(input);
  const runs = [1, 2, 3].map(() => draw(input, join(folder, "large.svg")));
  const megabytes = (size / 1e6).toFixed(0);
  report(`SVG of ${megabytes} MB .cpuprofile`, medianOf(runs.map(({ seconds }) => seconds)), "s", {
    atMost: SECONDS_MAX,
  });
  report(
    `SVG of ${megabytes} MB .cpuprofile, memory`,
    medianOf(runs.map(({ rssBytes }) => rssBytes)) / 1e9,
    "GB",
    {
      atMost: GIGABYTES_MAX,
    },
  );
}

/** Side by side with the first flame graph there was, in turns, on one folded file. */
export async function measureBesideScript(
  profile: Profile,
  folder: string,
  script = SCRIPT_DEFAULT,
): Promise<void> {
  if (!existsSync(script)) {
    note("SVG beside flamegraph.pl", `not measured: no ${script}`);
    return;
  }
  const input = join(folder, "stacks.folded");
  await writeFile(input, foldedOf(profile));
  const theirs: number[] = [];
  const ours: number[] = [];
  let theirSvg = "";
  for (let round = 0; round < ROUND_COUNT; round++) {
    const startNs = process.hrtime.bigint();
    const { stdout, status } = spawnSync("perl", [script, input], {
      encoding: "utf8",
      maxBuffer: 2 ** 30,
    });
    theirs.push(Number(process.hrtime.bigint() - startNs) / 1e9);
    if (status !== 0) throw new Error("flamegraph.pl failed");
    theirSvg = stdout;
    ours.push(draw(input, join(folder, "stacks.svg")).seconds);
  }
  const { size } = await stat(input);
  note(
    `SVG of ${(size / 1e6).toFixed(1)} MB of folded stacks`,
    `${medianOf(theirs).toFixed(2)} s by flamegraph.pl, ${medianOf(ours).toFixed(2)} s by us (${isBuilt ? "built" : "sources"})`,
  );
  report("SVG beside flamegraph.pl, times as fast", medianOf(theirs) / medianOf(ours), "", {
    atLeast: SPEED_RATIO_MIN,
  });
  compareWidths(theirSvg, await readFile(join(folder, "stacks.svg"), "utf8"));
}

/** Functions in the folded file; each has many places. */
const FOLDED_FUNCTION_COUNT = 4000;

/** Stacks by the bare names of their functions: what both read in the same way. */
function foldedOf({ frames, tracks }: Profile): string {
  const { tree } = tracks[0]!;
  const paths: string[] = [""];
  const lines: string[] = [];
  for (let node = 1; node < tree.count; node++) {
    const frame = tree.frames[node]!;
    const known = 1 + (frame % FOLDED_FUNCTION_COUNT);
    const name = `${frames.strings[frames.names[known]!]!}.${known}`;
    const caller = paths[tree.parents[node]!]!;
    paths.push(caller === "" ? name : `${caller};${name}`);
    if (tree.selfCounts[node]! > 0) lines.push(`${paths[node]!} ${tree.selfCounts[node]!}\n`);
  }
  return lines.join("");
}

/** Widths by name and depth, summed: siblings stand in slightly different orders. In per cent of the picture. */
function compareWidths(theirs: string, ours: string): void {
  const a = widthsOf(theirs);
  const b = widthsOf(ours);
  let largest = 0;
  let missing = 0;
  for (const [key, width] of a) {
    const other = b.get(key);
    if (other === undefined) missing++;
    largest = Math.max(largest, Math.abs(width.px - (other?.px ?? 0)) / width.count);
  }
  note(
    "SVG beside flamegraph.pl, boxes",
    `${a.size} names in rows, ${missing} of them not in ours`,
  );
  report("SVG beside flamegraph.pl, widths differ at most", (100 * largest) / INNER_PX, "%", {
    atMost: WIDTH_DIFFERENCE_PERCENT_MAX,
  });
}

function widthsOf(
  svg: string,
): ReadonlyMap<string, { readonly px: number; readonly count: number }> {
  const boxes = [
    ...svg.matchAll(/<title>([^<]*)<\/title><rect x="[\d.]+" y="([\d.]+)" width="([\d.]+)"/g),
  ];
  const rows = boxes.map(([, title = "", y = "0", width = "0"]) => ({
    name: title.split(/\n| \([\d,]+ samples/)[0]!.replace(/^all.*/s, "all"),
    y: Number(y),
    px: Number(width),
  }));
  const floor = Math.max(...rows.map(({ y }) => y));
  const steps = rows.map(({ y }) => floor - y).filter((distance) => distance > 0);
  const rowPx = Math.min(...steps);
  const widths = new Map<string, { px: number; count: number }>();
  for (const { name, y, px } of rows) {
    const key = `${Math.round((floor - y) / rowPx)} ${name}`;
    const known = widths.get(key) ?? { px: 0, count: 0 };
    widths.set(key, { px: known.px + px, count: known.count + 1 });
  }
  return widths;
}
