/** One small project, and what the options of `run` and `list` make of it. */
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";

import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { parseRunResult } from "@paceline/core";

import { createProject } from "./project.ts";
import type { Project } from "./project.ts";

const files = {
  "benchmarks/sorting.bench.js": `import { bench, group } from "paceline";

group("sort", () => {
  bench(
    "numbers",
    {
      params: { count: { smoke: [10, 1000], full: [100_000] } },
      setup: ({ parameters, random }) =>
        Float64Array.from({ length: parameters.count }, () => random.nextRatio()),
      prepare: (numbers) => numbers.slice(),
      items: ({ count }) => count,
      itemsUnit: "numbers",
      targets: [
        { component: "Sorting", label: "Ten", metric: "time", statistic: "median", below: 1e9, when: { count: 10 } },
      ],
    },
    (_numbers, copy) => copy.sort(),
  );
});
`,
  "benchmarks/text.bench.js": `import { bench } from "paceline";

bench("join", () => ["a", "b"].join("|"));
bench("async", async () => {
  await null;
  return 1;
});
`,
};

let project: Project;

beforeAll(async () => {
  project = await createProject(files);
});
afterAll(() => project[Symbol.asyncDispose]());

const smoke = ["run", "--preset", "smoke"] as const;

describe("paceline run", () => {
  test("shows a table per group and the targets, writes last_run.json, and exits with 0", async () => {
    const { exitCode, stdout, stderr } = await project.paceline(...smoke, "--forks", "2");
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    for (const title of [
      "min",
      "max",
      "mean",
      "stddev",
      "median",
      "iqr",
      "outliers",
      "ops/s",
      "rounds",
    ])
      expect(stdout).toContain(` ${title}`);
    expect(stdout).toMatch(/Sorting +Ten +< 1 s +[\d.]+ \Ss +✓ met/);
    expect(stdout).toContain("4 benchmarks in 8 forks");
    expect(stdout).toContain(`saved in ${join("results", "last_run.json")}`);
    for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
    const result = await project.readResult("results/last_run.json");
    expect(result).toMatchObject({ status: "completed", preset: "smoke", seed: 1 });
    expect(result.benchmarks.map(({ id, forks }) => [id, forks.length])).toEqual([
      ["sort/numbers[count=10]", 2],
      ["sort/numbers[count=1000]", 2],
      ["text/join", 2],
      ["text/async", 2],
    ]);
  });

  test("writes documents of the published schema, on stdout and to files", async () => {
    const options =
      "join --format json --json out.json --save v1.0.0 --autosave --seed 7 --min-rounds 3 --warmup 1 " +
      "--calibration-precision 20 --timer performance-now --disable-gc --time-limit 30s --max-time 5ms";
    const { exitCode, stdout } = await project.paceline(...smoke, ...options.split(" "));
    expect(exitCode).toBe(0);
    const schemaFile = join(import.meta.dirname, "../../core/schema/run-result.schema.json");
    const schema = JSON.parse(await readFile(schemaFile, "utf8")) as object;
    const validate = new Ajv2020({ strict: false }).compile(schema);
    expect(validate(JSON.parse(stdout)), JSON.stringify(validate.errors)).toBe(true);

    const result = parseRunResult(stdout);
    expect(result.seed).toBe(7);
    expect(result.benchmarks[0]!.settings).toEqual({
      forkCount: 1,
      forkCountMax: 1,
      roundCountMin: 3,
      warmupRoundCount: 1,
      calibrationPrecision: 20,
      measureNsMax: 5e6,
      timeLimitNs: 30e9,
      isGcDisabled: true,
      timer: "performance-now",
    });
    expect(await project.readResult("out.json")).toEqual(result);
    expect(await project.readResult("results/releases/v1.0.0_results.json")).toEqual(result);
    const [daily] = await readdir(join(project.folder, "results/daily"));
    expect(daily).toMatch(/^\d{4}-\d\d-\d\d_\d{6}_\w+_results\.json$/);
  });

  test("keeps the name baseline where baselines are", async () => {
    const { exitCode } = await project.paceline(...smoke, "join", "--save", "baseline");
    expect(exitCode).toBe(0);
    expect(await project.readResult("results/baseline/baseline_results.json")).toMatchObject({
      status: "completed",
    });
  });

  test("prints the tables as Markdown, sorted, grouped, with the columns asked for", async () => {
    const options =
      "sort --format markdown --columns min,rounds --sort min --group-by param:count --time-unit us";
    const { stdout, stderr } = await project.paceline(...smoke, ...options.split(" "));
    const rows = stdout.split("\n").filter((line) => line.startsWith("| numbers"));
    expect(rows).toEqual([
      expect.stringMatching(/^\| numbers \\\[count=10\\\] \| [\d.]+ µs \| \d+×\S+ \|$/),
      expect.stringMatching(/^\| numbers \\\[count=1000\\\] \| [\d.]+ µs \| \d+×\S+ \|$/),
    ]);
    expect(stdout).toContain("### count=10\n");
    expect(stderr).toContain("saved in");
  });
});

const idsOf = async (...args: readonly string[]): Promise<readonly string[]> => {
  const { stdout } = await project.paceline(
    "list",
    "--preset",
    "smoke",
    "--format",
    "json",
    ...args,
  );
  return (JSON.parse(stdout) as readonly { readonly id: string }[]).map(({ id }) => id);
};

describe("what is meant", () => {
  test.for([
    { args: ["text"], ids: ["text/join", "text/async"] },
    { args: ["join"], ids: ["text/join"] },
    { args: ["benchmarks/text.bench.js"], ids: ["text/join", "text/async"] },
    { args: ["--group", "sort"], ids: ["sort/numbers[count=10]", "sort/numbers[count=1000]"] },
    { args: ["--filter", "COUNT=10]"], ids: ["sort/numbers[count=10]"] },
    { args: ["text", "--filter", "join"], ids: ["text/join"] },
  ])("$args is $ids", async ({ args, ids }) => {
    expect(await idsOf(...args)).toEqual(ids);
  });

  test("is listed by run --list too, without measuring", async () => {
    const { exitCode, stdout } = await project.paceline("run", "text", "--list");
    expect(exitCode).toBe(0);
    expect(stdout).toMatchInlineSnapshot(`
      "benchmarks/text.bench.js
        text/join
        text/async

      2 benchmarks in 1 file
      "
    `);
  });
});

test("a reader who leaves early costs nothing but the rest of the text", async () => {
  const { child, ended } = project.start([...smoke, "text"]);
  child.stdout!.destroy();
  const { exitCode, stderr } = await ended;
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
});

test("the built-in suite runs in a project that has no benchmark of its own", async () => {
  await using empty = await createProject();
  const { exitCode, stdout } = await empty.paceline(
    ...smoke,
    "agent-spawning",
    "--filter",
    "crowd",
  );
  expect(exitCode).toBe(0);
  expect(stdout).toContain("spawn a crowd");
});

describe("a project with a broken file", () => {
  const broken = {
    "good.bench.js": 'import { bench } from "paceline";\n\nbench("good", () => 1);\n',
    "broken.bench.js": "export {\n",
    "scripts/odd-name.js": 'import { bench } from "paceline";\n\nbench("odd", () => 1);\n',
    "paceline.config.js": 'export default { include: ["*.bench.js"] };\n',
  };

  test("still runs what is asked for by name, from any folder", async () => {
    await using other = await createProject(broken);
    const named = await other.paceline(...smoke, "good");
    expect(named).toMatchObject({ exitCode: 0, stderr: "" });
    // Its path says enough: it need not match the patterns of the config.
    const byPath = await other.paceline(...smoke, "scripts/odd-name.js");
    expect(byPath).toMatchObject({ exitCode: 0, stderr: "" });
    expect(byPath.stdout).toContain("1 benchmark in 1 fork");
  });

  test("shows the broken file where a name is not found, since it may be in there", async () => {
    await using other = await createProject(broken);
    const { exitCode, stderr } = await other.paceline("list", "missing");
    expect(exitCode).toBe(1);
    expect(stderr).toContain("✗ broken.bench.js");
    expect(stderr).toContain('"missing" is no file, group or benchmark');
  });
});
