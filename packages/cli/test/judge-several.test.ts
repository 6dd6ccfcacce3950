import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { serializeRunResult } from "@paceline/core";
import { describe, expect, test } from "vitest";

import {
  makeBenchmark,
  makeMetric,
  makeRun,
  scatteredForks,
} from "../../analysis/test/make-run.ts";
import { createProject } from "./project.ts";

/** Two benchmarks, "b" slower by a factor. */
const suite = (seed: number, slowdown = 1): string =>
  serializeRunResult(
    makeRun(
      ["a", "b"].map((name, index) => {
        const centerNs = 1000 * (index + 1) * (name === "b" ? slowdown : 1);
        return makeBenchmark(name, scatteredForks(centerNs, { seed: seed * 10 + index }), {
          metrics: [makeMetric("time", { unit: "ns", median: centerNs, p95: centerNs * 1.5 })],
        });
      }),
      { id: `run-${seed}` },
    ),
  );

const files = {
  "a.json": suite(1),
  "b.json": suite(2, 1.3),
  "c.json": suite(3, 0.7),
  "hostile.json": suite(4).replaceAll('"group/a"', '"<script>alert(1)</script>"'),
};

describe("compare --between", () => {
  test("puts results side by side and judges each against the first", async () => {
    await using project = await createProject(files);
    const several = ["compare", "a.json", "b.json", "c.json", "--between", "median,p95"];
    const { stdout, exitCode } = await project.paceline(...several);
    expect(exitCode).toBe(0);
    const lines = stdout.split("\n").map((line) => line.trim().split(/ {2,}/));
    expect(lines).toContainEqual(["a.json", "b.json", "c.json"]);
    expect(lines).toContainEqual(["group/b", "2.00 µs", "2.60 µs", "1.40 µs"]);
    expect(lines).toContainEqual(["group/b", "3.00 µs", "3.90 µs", "2.10 µs"]);
    expect(lines).toContainEqual([
      "group/b",
      expect.stringMatching(/^slower \+(29|30|31)\.\d %$/),
      expect.stringMatching(/^faster −(29|30|31)\.\d %$/),
    ]);

    const csv = await project.paceline(...several, "--format", "csv");
    expect(csv.stdout.split("\r\n")).toContain("group/b,median,ns,2000,2600,1400");
    const json = await project.paceline(...several, "--format", "json");
    expect(JSON.parse(json.stdout)).toMatchObject({
      kind: "between",
      names: ["a.json", "b.json", "c.json"],
      verdicts: [
        [{ verdict: "same" }, { verdict: "same" }],
        [{ verdict: "slower" }, { verdict: "faster" }],
      ],
    });
  });

  test.for<[what: string, args: string[], exitCode: number, message: string]>([
    ["one result", ["a.json", "--between", "median"], 2, "two stored results or more"],
    ["three without it", ["a.json", "b.json", "c.json"], 2, "--between"],
    ["a statistic of nobody", ["a.json", "b.json", "--between", "men"], 2, "did you mean"],
    ["a commit", ["a.json", "HEAD", "--between", "median"], 2, "stored results only"],
    ["JUnit", ["a.json", "b.json", "--between", "min", "--format", "junit"], 2, "a table"],
    ["a source file", ["a.json", "b.json", "--output", "x.ts"], 2, "ends in .md"],
    ["no picture", ["a.json", "b.json", "--histogram", "x.ts"], 2, "ends in .svg"],
    ["an odd result", ["a.json", "hostile.json", "--between", "median"], 5, "invalid"],
  ])("says what is wrong with %s", async ([, args, exitCode, message]) => {
    await using project = await createProject(files);
    const ended = await project.paceline("compare", ...args);
    expect((ended.stdout + ended.stderr).replaceAll(/\s+/g, " ")).toContain(message);
    expect(ended.exitCode).toBe(exitCode);
  });
});

test("compare --histogram draws every result and lets no name be markup", async () => {
  await using project = await createProject(files);
  const { exitCode } = await project.paceline(
    "compare",
    "a.json",
    "hostile.json",
    "--histogram=out.svg",
  );
  expect(exitCode).toBe(5);
  const svg = await readFile(join(project.folder, "out.svg"), "utf8");
  expect(svg).not.toContain("<script");
  expect(svg).toContain("&#60;script&#62;");
  // Each of the two benchmarks that both have is a panel with a median line for either.
  expect(svg.match(/stroke-width="2"/g)).toHaveLength(4);
});

test("a gate writes several formats at once, each as its file's ending says", async () => {
  await using project = await createProject(files);
  const outputs = ["gate.xml", "out/gate.md", "gate,1.json", "gate.csv", "gate.txt"];
  const { stdout, exitCode } = await project.paceline(
    "gate",
    "a.json",
    "b.json",
    "--format=github",
    ...outputs.flatMap((file) => ["--output", file]),
  );
  expect(exitCode).toBe(3);
  expect(stdout).toMatch(/^::error title=paceline%3A slower::group\/b is slower/);
  const written = await Promise.all(
    outputs.map((file) => readFile(join(project.folder, file), "utf8")),
  );
  expect(written[0]).toContain('<testsuite name="paceline" tests="2" failures="1" errors="0">');
  expect(written[1]).toContain("| 🔴 slower | group/b |");
  expect(JSON.parse(written[2]!)).toMatchObject({ kind: "stored", base: "a.json" });
  expect(written[3]!.split("\r\n")[2]).toMatch(/^group\/b,slower,1\.\d+,/);
  expect(written[4]).toContain("1 slower · 1 same");
});
