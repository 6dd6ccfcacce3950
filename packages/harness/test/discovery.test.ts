import { expect, test } from "vitest";

import { createProject, discover } from "./temporary-project.ts";

test("a broken file gives one error that names it, and the others are found", async () => {
  await using project = await createProject({
    "duplicate.bench.ts": 'bench("twice", () => 1);\nbench("twice", () => 2);',
    "empty.bench.ts": "",
    "exits.bench.ts": "process.exit(3);",
    "good.bench.ts": 'bench("works", () => 1);',
    "hangs.bench.ts": "for (;;);",
    "options.bench.js": 'bench("a", { minRound: 3, forks: -1 }, () => 1);',
    "parses-not.bench.js": "\nconst x = {;",
    "parses-not.bench.ts": "\nconst x: = 3;",
    "throws.bench.ts": 'throw new RangeError("boom");',
  });

  const { benchmarks, fileErrors } = await discover(project, { loadTimeLimitNs: 3e9 });

  expect(benchmarks.map(({ id }) => id)).toEqual(["good/works"]);
  expect(fileErrors.map(({ file, error }) => [file, error.code])).toEqual([
    ["duplicate.bench.ts", "PACELINE_DUPLICATE_BENCHMARK"],
    ["empty.bench.ts", "PACELINE_FILE_EMPTY"],
    ["exits.bench.ts", "PACELINE_FILE_EXIT"],
    ["hangs.bench.ts", "PACELINE_FILE_TIME_LIMIT"],
    ["options.bench.js", "PACELINE_FILE_INVALID"],
    ["parses-not.bench.js", "PACELINE_FILE_LOAD"],
    ["parses-not.bench.ts", "PACELINE_FILE_LOAD"],
    ["throws.bench.ts", "PACELINE_FILE_LOAD"],
  ]);
  for (const { file, error } of fileErrors) expect(error.message).toContain(file);
  expect(fileErrors[0]?.error.message).toMatch(/duplicate\.bench\.ts:2:.*duplicate\.bench\.ts:3:/);
  expect(fileErrors[4]?.error.message).toContain('"minRound" is unknown, "minRounds" is near');
  expect(fileErrors[4]?.error.message).toContain(
    '"forks" must be an integer from 1 to 1000, got -1',
  );
  // Line 1 is the import that this test puts in front.
  expect(fileErrors[5]?.error.stack).toContain("parses-not.bench.js:3\n");
  expect(fileErrors[6]?.error.stack).toContain("parses-not.bench.ts:3\n");
  expect(fileErrors[7]?.error.cause).toMatchObject({ name: "RangeError", message: "boom" });
});

test("parameters are expanded to their product, targets to those that hold", async () => {
  await using project = await createProject({
    "deep/spawn.bench.ts": `
      group("agents", () => group("spawn", () => bench("many", {
        params: {
          count: { smoke: [1], full: [10, 100] },
          kind: { smoke: ["a"], full: ["a", "b"] },
        },
        items: ({ count }) => count,
        itemsUnit: "agents",
        targets: [
          { component: "Spawning", label: "ten", metric: "time", statistic: "mean", below: 5, when: { count: 10 } },
          { component: "Spawning", label: "b", metric: "time", statistic: "mean", below: 1, isStretch: true, when: { kind: "b" } },
        ],
        forks: 2,
      }, () => 1)));`,
  });

  const { benchmarks } = await discover(project);

  expect(
    benchmarks.map(({ id, itemsPerIteration, targetCount, isStretchOnly }) => [
      id,
      itemsPerIteration,
      targetCount,
      isStretchOnly,
    ]),
  ).toEqual([
    ["agents/spawn/many[count=10,kind=a]", 10, 1, false],
    ["agents/spawn/many[count=10,kind=b]", 10, 2, false],
    ["agents/spawn/many[count=100,kind=a]", 100, 0, false],
    ["agents/spawn/many[count=100,kind=b]", 100, 1, true],
  ]);
  expect(benchmarks[0]).toMatchObject({
    file: "deep/spawn.bench.ts",
    group: "agents/spawn",
    parameters: { count: 10, kind: "a" },
    options: { forks: 2 },
  });
});

test("files below node_modules, dist and dot folders are not the project's", async () => {
  const text = 'bench("x", () => 1);';
  await using project = await createProject({
    "node_modules/other/other.bench.ts": text,
    "dist/built.bench.js": text,
    ".cache/cached.bench.ts": text,
    "src/own.bench.ts": text,
  });

  const { searchedFiles } = await discover(project);

  expect(searchedFiles).toEqual(["src/own.bench.ts"]);
});

test("one id in two files is an error that names both", async () => {
  await using project = await createProject({
    "a.bench.ts": 'group("g", () => bench("same", () => 1));',
    "b.bench.ts": 'group("g", () => bench("same", () => 1));',
  });

  const { benchmarks, fileErrors } = await discover(project);

  expect(benchmarks.map(({ file }) => file)).toEqual(["a.bench.ts"]);
  expect(fileErrors[0]?.error.message).toMatch(/"g\/same".*a\.bench\.ts.*b\.bench\.ts/);
});

test("trusted files are described as they are apart, though they share a process until one ends it", async () => {
  await using project = await createProject({
    "a.bench.ts": 'group("g", () => bench("same", () => 1));',
    "b.bench.ts": 'bench("twice", () => 1);\nbench("twice", () => 2);',
    "c.bench.ts": 'throw new RangeError("boom");',
    "d.bench.ts": 'group("g", () => bench("same", () => 1));\nbench("other", () => 2);',
    "e.bench.ts": "process.exit(3);",
    "f.bench.ts": 'bench("works", () => 1);',
  });

  const together = await discover(project, { isTrusted: true });

  expect(together.benchmarks.map(({ id }) => id)).toEqual(["g/same", "f/works"]);
  const withoutStacks = ({ benchmarks, fileErrors }: typeof together): unknown => ({
    benchmarks,
    fileErrors: fileErrors.map(({ file, error: { code, message } }) => ({ file, code, message })),
  });
  expect(withoutStacks(together)).toEqual(withoutStacks(await discover(project)));
});
