import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

import { createRandom, parseRunResult } from "@paceline/core";
import { describe, expect, test, vi } from "vitest";

import { createProject } from "./project.ts";

/** Eight runs of a program, of which "encode" takes `encode` samples; all else is 3,000 and some noise. */
function runsOf(side: string, encode: number, seed: number): Record<string, string> {
  const random = createRandom(seed);
  const noisy = (count: number): number =>
    Math.round(count * (1 + 0.04 * (random.nextRatio() - 0.5)));
  return Object.fromEntries(
    Array.from({ length: 8 }, (_, run) => [
      `${side}/${run}.folded`,
      [
        `main;step;score ${noisy(2000)}`,
        `main;step ${noisy(1000)}`,
        `main;deliver;encode ${noisy(encode)}`,
        "",
      ].join("\n"),
    ]),
  );
}

const files = {
  ...runsOf("base", 1000, 1),
  ...runsOf("same", 1000, 2),
  ...runsOf("slow", 1500, 3),
  "empty/.keep": "",
  "damaged/attribution.json": '{ "schema": "paceline/attribution", "baseName": "v1" ',
  "heap.heapprofile": JSON.stringify({
    head: {
      callFrame: {
        functionName: "(root)",
        scriptId: "0",
        url: "",
        lineNumber: -1,
        columnNumber: -1,
      },
      selfSize: 0,
      id: 1,
      children: [],
    },
    samples: [],
  }),
};

describe("diff", () => {
  test("names the function that changed, and draws it", async () => {
    await using project = await createProject(files);
    const args = ["diff", "base", "slow", "--normalize", "absolute"];
    const { stdout, exitCode } = await project.paceline(...args, "--output", "d.html");
    expect(exitCode).toBe(0);
    const text = stdout.replaceAll(/ +/g, " ");
    expect(text).toContain("1 function changed.");
    expect(text).toMatch(
      /\nencode (9\d\d|1,0\d\d) 1,[45]\d\d \+[45]\d\d \+4\d\d to \+5\d\d\n changed\n/,
    );
    expect(text).toContain("written to d.html");
    for (const width of stdout.split("\n").map((line) => line.length))
      expect(width).toBeLessThanOrEqual(80);
    expect(await readFile(join(project.folder, "d.html"), "utf8")).toContain("slow against base");
  });

  test("calls nothing changed when nothing did", async () => {
    await using project = await createProject(files);
    const { stdout } = await project.paceline("diff", "base", "same", "--normalize", "absolute");
    expect(stdout).toContain("0 functions changed.");
  });

  test("writes both sides as folded stacks, and reads them back", async () => {
    await using project = await createProject(files);
    const args = ["diff", "base", "slow", "--normalize", "absolute"];
    await project.paceline(...args, "--output", "d.folded");
    await project.paceline(...args, "--output", "d.svg", "--widths", "change");
    expect(await readFile(join(project.folder, "d.folded"), "utf8")).toMatch(
      /^main;deliver;encode \d+ \d+$/m,
    );
    const svg = await readFile(join(project.folder, "d.svg"), "utf8");
    expect(svg).toMatch(/<g class="m\d"><title>encode\n/);
    const again = await project.paceline("diff", "d.folded");
    expect(again.stdout).toContain("One run shows no spread");
    expect(again.exitCode).toBe(0);
  });

  test.for<[what: string, args: string[], exitCode: number, message: string]>([
    ["no side", [], 2, "a base and a head, one file with both"],
    ["one side", ["base/0.folded"], 2, "this file holds one side only"],
    ["a damaged explanation", ["damaged"], 2, "a whole attribution.json, as gate --explain"],
    ["three sides", ["base", "same", "slow"], 2, "a base and a head"],
    ["an empty folder", ["base", "empty"], 2, "a folder with profiles in it"],
    ["a folder that is not there", ["base", "nope"], 2, "ENOENT"],
    [
      "profiles of different kinds",
      ["base", "heap.heapprofile"],
      5,
      "cannot be compared, they differ in",
    ],
    ["an ending", ["base", "slow", "--output", "x.png"], 2, "ends in .html, .svg or .folded"],
  ])("says what is wrong with %s", async ([, args, exitCode, message]) => {
    await using project = await createProject(files);
    const ended = await project.paceline("diff", ...args);
    expect(ended.stderr.replaceAll(/\s+/g, " ")).toContain(message);
    expect([ended.exitCode, ended.stdout]).toEqual([exitCode, ""]);
  });
});

const benchOf = (encodeSteps: number): string => `
import { bench } from "paceline";
function spin(steps) { let x = 1; for (let i = 0; i < steps; i++) x = (x * 31 + i) % 65537; return x; }
function score() { return new Array(8).fill(0).map(() => spin(500)); }
function encode() { return new Array(8).fill(0).map(() => spin(${encodeSteps})); }
bench("step", () => [score(), encode()]);
bench("other", () => score());
`;

const BRIEF = ["--forks", "1", "--max-time", "20ms", "--profiles", "2"];

describe("diff of results that carry profiles", { timeout: 120_000 }, () => {
  test("names what changed, of the benchmark that was named, and holds nothing of the harness", async () => {
    await using project = await createProject({ "work.bench.ts": benchOf(500) });
    const measured = await project.paceline("run", ...BRIEF, "--json", "a.json");
    expect(measured.stderr).toBe("");
    expect(measured.exitCode).toBe(0);
    const whole = await readFile(join(project.folder, "a.json"), "utf8");
    await writeFile(join(project.folder, "cut.json"), whole.slice(0, 1000));
    await writeFile(join(project.folder, "work.bench.ts"), benchOf(1500));
    await project.paceline("run", ...BRIEF, "--json", "b.json");

    const { benchmarks } = parseRunResult(await readFile(join(project.folder, "b.json"), "utf8"));
    expect(benchmarks.map(({ profiles }) => profiles?.files.length)).toEqual([2, 2]);
    const packed = Buffer.from(benchmarks[0]!.profiles!.files[0]!, "base64");
    expect(gunzipSync(packed).toString()).not.toContain("yardstick");
    expect(await readFile(join(project.folder, "results/last_run.json"), "utf8")).toBe(
      await readFile(join(project.folder, "b.json"), "utf8"),
    );

    const ended = await project.paceline("diff", "a.json", "b.json", "--benchmark", "step");
    expect(ended.exitCode).toBe(0);
    expect(ended.stdout).toContain("work/step: b.json against a.json");
    const rows = ended.stdout.split("\n").filter((line) => /^(encode|score|spin)\b/.test(line));
    expect(rows.join("\n")).toMatch(/spin|encode/);

    for (const [args, message] of [
      [
        ["a.json", "b.json"],
        "one benchmark that both results carry profiles of: work/step, work/other",
      ],
      [["a.json", "b.json", "--benchmark", "nope"], 'got "nope"'],
      [["a.json", "work.bench.ts"], "another result, like the other side"],
      [["a.json", "cut.json"], "cut.json: "],
    ] as const) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other: they share a folder
      const refused = await project.paceline("diff", ...args);
      expect(refused.stderr.replaceAll(/\s+/g, " ")).toContain(message);
      expect([refused.exitCode, refused.stdout]).toEqual([args[1] === "cut.json" ? 5 : 2, ""]);
    }
  });

  test("keeps what was timed when it is interrupted while recording", async () => {
    await using project = await createProject({
      "work.bench.ts": benchOf(500),
    });
    const { child, ended } = project.start(["run", ...BRIEF.slice(0, 4), "--profiles", "100"]);
    await vi.waitFor(
      async () =>
        expect((await project.readResult("results/last_run.json")).status).toBe("completed"),
      { timeout: 60_000 },
    );
    child.kill("SIGINT");
    const { exitCode, stdout } = await ended;
    expect(exitCode).toBe(130);
    expect(stdout).toContain("interrupted by Ctrl-C");
    const { status, benchmarks } = await project.readResult("results/last_run.json");
    expect([status, benchmarks.length]).toEqual(["completed", 2]);
  });

  test("finds nothing changed between two checkouts of the same code", async () => {
    const sources = { "work.bench.ts": benchOf(500) };
    await using first = await createProject(sources);
    await using second = await createProject(sources);
    for (const { paceline } of [first, second]) {
      // oxlint-disable-next-line no-await-in-loop -- two at once would disturb each other
      await paceline("run", "work", ...BRIEF, "--filter", "step", "--json", "o.json");
    }
    const { stdout } = await first.paceline("diff", "o.json", join(second.folder, "o.json"));
    expect(stdout).toContain("0 functions changed.");
  });

  test("says what has nothing to record, and what fails while it is recorded, and keeps the rest", async () => {
    await using project = await createProject({
      "mixed.bench.ts": `
import { bench } from "paceline";
const isRecorded = process.execArgv.some((flag) => flag.startsWith("--random-seed"));
bench("quick", () => Math.sqrt(2));
bench("shy", { setup: () => { if (isRecorded) throw new Error("not while I am watched"); } }, () => Math.sqrt(2));
bench.memory("weight", { counts: { smoke: [5, 10], full: [5, 10] } }, () => []);
`,
    });
    const ended = await project.paceline("run", ...BRIEF, "--preset", "smoke", "--json", "o.json");
    expect(ended.exitCode).toBe(1);
    expect(ended.stdout).toContain("quick");
    const lines = ended.stderr.trimEnd().split("\n");
    expect(lines[0]).toBe(
      'no profile of "mixed/weight": it is of procedure "memory" and has no rounds',
    );
    expect(lines[1]).toContain('error: profile 1 of "mixed/shy": ');
    const { benchmarks } = await project.readResult("o.json");
    expect(benchmarks.map(({ profiles }) => profiles?.files.length)).toEqual([
      2,
      undefined,
      undefined,
    ]);
  });

  test("says how to get profiles where a result carries none", async () => {
    await using project = await createProject({ "work.bench.ts": benchOf(500) });
    await project.paceline("run", ...BRIEF.slice(0, 4), "--json", "a.json");
    const refused = await project.paceline("diff", "a.json", "a.json");
    expect(refused.stderr).toContain("as paceline run --profiles 8 keeps");
    expect(refused.exitCode).toBe(2);
  });
});
