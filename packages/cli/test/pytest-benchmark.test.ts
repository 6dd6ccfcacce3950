import { spawnSync } from "node:child_process";
import { join } from "node:path";

import { serializeRunResult } from "@paceline/core";
import { expect, test } from "vitest";

import { makeBenchmark, makeRun, scatteredForks } from "../../analysis/test/make-run.ts";
import { createProject } from "./project.ts";

/** The first Python that has pytest-benchmark, by the usual names or by PACELINE_PYTHON. */
function findPython(): string | null {
  const names = [process.env["PACELINE_PYTHON"] ?? "", "python3", "python"];
  const program = "import pytest_benchmark";
  return names.find((name) => name !== "" && spawnSync(name, ["-c", program]).status === 0) ?? null;
}

const python = findPython();
if (python === null) {
  // Printed, so that a green run without it does not look like one with it.
  process.stderr.write(
    "skipped: the round trip through pytest-benchmark's own command; no Python with it was found (PACELINE_PYTHON names one)\n",
  );
}

test.skipIf(python === null)("pytest-benchmark's own command compares what we export", async () => {
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
  const { stdout, stderr } = spawnSync(
    python ?? "",
    ["-c", program, "compare", ...files, "--columns=min,max,median,rounds"],
    { cwd: project.folder, encoding: "utf8" },
  );
  expect(stderr).not.toContain("Traceback");
  // Between name and file it puts the last letter of the folder's name.
  for (const name of [/fast \(.*0001_a\)/, /slow \(.*0002_b\)/]) expect(stdout).toMatch(name);
  expect(stdout).toMatch(/\b45\b/);
});
