import { spawnSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { serializeRunResult } from "@paceline/core";
import { describe, expect, test } from "vitest";

import { makeBenchmark, makeRun, scatteredForks } from "../../analysis/test/make-run.ts";
import { createProject } from "./project.ts";
import { findPytestBenchmark } from "./pytest-benchmark.ts";

const found = findPytestBenchmark();
if (typeof found === "string") {
  // Printed, so that a green run without it does not look like one with it.
  process.stderr.write(
    `skipped: the round trip through pytest-benchmark's own command; ${found}\n`,
  );
}
const { python, environment } = typeof found === "string" ? { python: "", environment: {} } : found;

const python3 = (folder: string, args: readonly string[]): { stdout: string; stderr: string } =>
  spawnSync(python, args, {
    cwd: folder,
    env: { ...process.env, ...environment },
    encoding: "utf8",
  });

describe.skipIf(typeof found === "string")("the round trip through pytest-benchmark", () => {
  test("its own command compares what we export", async () => {
    const run = makeRun([
      makeBenchmark("fast", scatteredForks(1000)),
      makeBenchmark("slow", scatteredForks(50_000)),
    ]);
    await using project = await createProject({ "a.json": serializeRunResult(run) });
    for (const name of ["0001_a.json", "0002_b.json"]) {
      // oxlint-disable-next-line no-await-in-loop -- two files
      await project.paceline("export", "a.json", "--output", name);
    }
    const program = "from pytest_benchmark.cli import main; main()";
    const files = ["0001_a.json", "0002_b.json"].map((name) => join(project.folder, name));
    const { stdout, stderr } = python3(project.folder, [
      "-c",
      program,
      "compare",
      ...files,
      "--columns=min,max,median,rounds",
    ]);
    expect(stderr).not.toContain("Traceback");
    // Between name and file it puts the last letter of the folder's name.
    for (const name of [/fast \(.*0001_a\)/, /slow \(.*0002_b\)/]) {
      expect(stdout).toMatch(name);
    }
    expect(stdout).toMatch(/\b45\b/);
  });

  test("what it measured is imported with its own numbers, and comes back the same", async () => {
    await using project = await createProject();
    await writeFile(
      join(project.folder, "test_sum.py"),
      "def test_sum(benchmark):\n    benchmark.pedantic(sum, args=(range(1000),), rounds=20, iterations=5)\n",
    );
    const measured = python3(project.folder, [
      "-m",
      "pytest",
      "-q",
      "--benchmark-json=own.json",
      "test_sum.py",
    ]);
    expect(measured.stdout + measured.stderr).toContain("1 passed");
    await project.paceline("export", "own.json", "--output", "back.json");
    const [own, back] = await Promise.all(
      ["own.json", "back.json"].map(async (name) => {
        const { benchmarks }: { benchmarks: { fullname: string; stats: object }[] } = JSON.parse(
          await readFile(join(project.folder, name), "utf8"),
        );
        return benchmarks[0]!;
      }),
    );
    expect(back!.fullname).toBe(own!.fullname);
    expect(back!.stats).toMatchObject({ rounds: 20, iterations: 5 });
    for (const name of ["min", "max", "mean", "median", "q1", "q3", "iqr", "stddev"]) {
      const [a, b]: number[] = [own!, back!].map(({ stats }) => Number(Reflect.get(stats, name)));
      expect(b! / a!, name).toBeCloseTo(1, 9);
    }
  });
});
