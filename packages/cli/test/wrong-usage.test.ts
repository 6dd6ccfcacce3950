/** Whatever is wrong before anything is measured: one clear message, nothing measured, the right exit code. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { createProject, tinyBenchmark } from "./project.ts";

describe("a wrong command line", () => {
  test.for([
    { args: ["rnu"], says: ['unknown command "rnu", did you mean "run"?'] },
    { args: ["--hlep"], says: ['unknown option "--hlep", did you mean "--help"?'] },
    {
      args: ["run", "--fork=0", "--forks=0", "--max-time", "5"],
      says: [
        'unknown option "--fork", did you mean "--forks"?',
        'option "--forks" must be an integer from 1 to 1000, got "0"',
        'option "--max-time" must be a duration such as "2s", "500ms" or "5m", got "5"',
        '"paceline run --help" shows what there is',
      ],
    },
    { args: ["run", "--save", "../escape"], says: ['option "--save" must be a file name'] },
    { args: ["doctor", "machine"], says: ['unexpected argument "machine"'] },
  ])("$args ends with exit 2 and says what is meant", async ({ args, says }) => {
    await using project = await createProject({ "a.bench.js": tinyBenchmark("a") });
    const { exitCode, stdout, stderr } = await project.paceline(...args);
    for (const text of says) expect(stderr).toContain(text);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(existsSync(join(project.folder, "results"))).toBe(false);
  });
});

describe("--json", () => {
  test("does not write over a file that is no result", async () => {
    const source = tinyBenchmark("a");
    await using project = await createProject({ "a.bench.js": source });
    const { exitCode, stderr } = await project.paceline("run", "--json", "a.bench.js");
    expect(stderr).toContain('option "--json" must be a new file, or one that holds a result');
    expect(exitCode).toBe(2);
    expect(await readFile(join(project.folder, "a.bench.js"), "utf8")).toBe(source);
  });
});

describe("a broken config", () => {
  test("is told in full, with its file, and ends with exit 2", async () => {
    await using project = await createProject({
      "a.bench.js": tinyBenchmark("a"),
      "paceline.config.js": `export default { forks: 0, maxTimeMs: "2s", preset: "quik", minRound: 5, include: [] };\n`,
    });
    const { exitCode, stderr } = await project.paceline("run");
    expect(exitCode).toBe(2);
    expect(stderr).toContain("paceline.config.js: 5 problems");
    for (const name of ["forks", "maxTimeMs", "preset", "minRound", "include"])
      expect(stderr).toContain(`option "${name}" must be`);
    expect(stderr).toContain("minRounds");
  });

  test("that asks for at most fewer forks than at least says so, as a flag does", async () => {
    await using project = await createProject({
      "a.bench.js": tinyBenchmark("a"),
      "paceline.config.js": "export default { forks: 5, maxForks: 3 };\n",
    });
    const inConfig = await project.paceline("run");
    expect(inConfig.exitCode).toBe(2);
    expect(inConfig.stderr).toContain('option "maxForks" must be at least "forks", 5, got 3');
    await using plain = await createProject({ "a.bench.js": tinyBenchmark("a") });
    const asFlag = await plain.paceline("run", "--forks", "6", "--max-forks", "4");
    expect(asFlag.exitCode).toBe(2);
    expect(asFlag.stderr).toContain('at least "forks", 6, got 4');
  });

  test("that does not parse ends with exit 2 and names the file", async () => {
    await using project = await createProject({ "paceline.config.js": "export default {\n" });
    const { exitCode, stderr } = await project.paceline("list");
    expect(exitCode).toBe(2);
    expect(stderr).toContain("paceline.config.js cannot be loaded");
  });
});

describe("nothing to run", () => {
  test("ends with exit 1 and says what was searched", async () => {
    await using project = await createProject();
    const { exitCode, stderr } = await project.paceline("run");
    expect(exitCode).toBe(1);
    expect(stderr.replaceAll(project.folder, "<project>")).toMatchInlineSnapshot(`
      "no benchmark found
        searched folder: <project>
        searched patterns: **/*.bench.{ts,mts,js,mjs}
        searched files: none matched
        "paceline init" writes a first benchmark; "paceline run agent-spawning" runs the built-in suite
      "
    `);
  });

  test("names the nearest name that there is", async () => {
    await using project = await createProject({
      "benchmarks/sorting.bench.js": tinyBenchmark("numbers"),
    });
    const { exitCode, stderr } = await project.paceline("run", "sortin", "--filter", "numbers");
    expect(exitCode).toBe(1);
    expect(stderr).toContain('"sortin" is no file, group or benchmark, did you mean "sorting"?');
    expect(stderr).toContain("filter: numbers");
    expect(stderr).toContain("searched files: benchmarks/sorting.bench.js");
  });

  test("takes a group for a slip of another group only", async () => {
    await using project = await createProject({ "a.bench.js": tinyBenchmark("one") });
    const { exitCode, stderr } = await project.paceline("run", "--group", "nope");
    expect(exitCode).toBe(1);
    expect(stderr).toContain("group: nope\n");
    expect(stderr).toContain('"paceline list" shows the one benchmark there is');
  });

  test("does not run the names it knows beside one that it does not", async () => {
    await using project = await createProject({ "a.bench.js": tinyBenchmark("a") });
    const { exitCode } = await project.paceline("run", "a", "nonsense");
    expect(exitCode).toBe(1);
    expect(existsSync(join(project.folder, "results"))).toBe(false);
  });
});

test("an unwritable results folder is told before anything is measured", async () => {
  await using project = await createProject({
    "a.bench.js": tinyBenchmark("a", `process.stdout.write("measured")`),
    // A file where the folder should be: not even root can write below it.
    results: "not a folder",
  });
  const { exitCode, stdout, stderr } = await project.paceline("run", "--preset", "smoke");
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(stderr).toContain(join("results", "last_run.json"));
});

test("help and version are there for every command, whatever else the line holds", async () => {
  await using project = await createProject();
  const answers = await Promise.all([
    project.paceline("run", "--help"),
    project.paceline("help", "list"),
    project.paceline("doctor", "--wrong", "-h"),
    project.paceline("init", "--version"),
    project.paceline("-v"),
    project.paceline(),
  ]);
  expect(answers.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0, 0, 0]);
  const firstLines = answers.map(({ stdout }) => stdout.split("\n")[0]);
  expect(firstLines[0]).toContain("paceline run:");
  expect(firstLines[1]).toContain("paceline list:");
  expect(firstLines[2]).toContain("paceline doctor:");
  expect(firstLines.slice(3, 5)).toEqual([expect.stringMatching(/^\d+\.\d+\.\d+$/), firstLines[3]]);
  expect(existsSync(join(project.folder, "paceline.config.js"))).toBe(false);
});
