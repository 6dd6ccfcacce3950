/** From an empty folder to a measured project, and what the doctor says of it. */
import { spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { createProject } from "./project.ts";

describe("paceline init", () => {
  test.for([
    { kind: "JavaScript modules", files: {}, extension: ".js" },
    { kind: "TypeScript modules", files: { "tsconfig.json": "{}" }, extension: ".ts" },
    {
      kind: "JavaScript without a module type",
      files: { "package.json": "{}" },
      extension: ".mjs",
    },
    {
      kind: "TypeScript without a module type",
      files: { "package.json": '{ "devDependencies": { "typescript": "7.0.2" } }' },
      extension: ".mts",
    },
  ])("writes a benchmark that runs, for $kind", async ({ files, extension }) => {
    await using project = await createProject(files);
    const { exitCode, stdout } = await project.paceline("init");
    expect(exitCode).toBe(0);
    expect(stdout).toBe(
      `wrote   paceline.config${extension}\nwrote   benchmarks/first.bench${extension}\n\n` +
        "next: npx paceline run\n",
    );
    const run = await project.paceline("run", "--preset", "smoke");
    expect({ exitCode: run.exitCode, stderr: run.stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(run.stdout).toContain("2 benchmarks in 2 forks");
  });

  test("writes TypeScript that type-checks", async () => {
    const root = join(import.meta.dirname, "../../..");
    const compilerOptions = { customConditions: ["@paceline/source"], types: ["node"] };
    const config = { extends: join(root, "tsconfig.json"), compilerOptions, include: ["**/*.ts"] };
    await using project = await createProject({ "tsconfig.json": JSON.stringify(config) });
    await project.paceline("init");
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    const { status, stdout } = spawnSync(process.execPath, [tsc, "--noEmit"], {
      cwd: project.folder,
      encoding: "utf8",
    });
    expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
  });

  test("never overwrites, and says what it left alone", async () => {
    await using project = await createProject({ "paceline.config.js": "export default {};\n" });
    const { exitCode, stdout } = await project.paceline("init");
    expect(exitCode).toBe(0);
    expect(stdout).toContain("kept    paceline.config.js, which was there already");
    expect(await readFile(join(project.folder, "paceline.config.js"), "utf8")).toBe(
      "export default {};\n",
    );
  });
});

describe("paceline doctor", () => {
  test("says of every value whether flag, config, preset or default decides", async () => {
    await using project = await createProject({
      "paceline.config.js": `export default { minRounds: 7, preset: "quick" };\n`,
    });
    const { exitCode, stdout, stderr } = await project.paceline("doctor", "--warmup", "4");
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    const rows = stdout.split("\n").map((line) => line.trim().split(/\s{2,}/));
    for (const row of [
      ["preset", "config", "quick"],
      ["seed", "default", "1"],
      ["minRounds", "config", "7"],
      ["warmupRounds", "flag", "4"],
      ["forks", "preset", "3"],
      ["calibrationPrecision", "default", "10"],
      ["timer", "default", "monotonic"],
    ])
      expect(rows).toContainEqual(row);
  });

  test("judges the machine in words, worst first", async () => {
    await using project = await createProject();
    const { stdout } = await project.paceline("doctor");
    const signs = [...stdout.matchAll(/^([✗!✓]) \S/gm)].map(([, sign]) => sign);
    expect(signs.length).toBeGreaterThan(0);
    expect(signs).toEqual(signs.toSorted((a, b) => "✗!✓".indexOf(a!) - "✗!✓".indexOf(b!)));
  });
});
