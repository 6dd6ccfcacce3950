/**
 * What a leak benchmark comes to, and every way in which one can be wrong, through the real program.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type { RunResult } from "@paceline/core";

import { benchmarkNamed, createProject } from "./project.ts";
import type { Ended, Project } from "./project.ts";

const leak = (body: string, options = "{}"): string =>
  `import { Worker } from "node:worker_threads";\nimport { bench } from "paceline";\n\n` +
  `let calls = 0;\n\nbench.leak("subject", ${options}, (state) => {\n  calls += 1;\n  ${body}\n});\n`;

const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ");

describe("a leak benchmark that is broken", () => {
  let project: Project;
  let ended: Ended;
  let result: RunResult;
  beforeAll(async () => {
    project = await createProject({
      "throws.bench.js": leak('if (calls > 30) throw new RangeError("out of agents");'),
      "one-round.bench.js": leak("", "{ rounds: 1 }"),
      "no-operations.bench.js": leak("", "{ operations: 0 }"),
      "misspelt.bench.js": leak("", "{ operation: 5 }"),
      "endless.bench.js": leak("", "{ quiesce: () => new Promise(() => undefined) }"),
      "wrong.bench.js": leak("return 1;", "{ check: (result) => result === 2 }"),
      "exits.bench.js": leak("if (calls > 30) process.exit(3);"),
      "dead-worker.bench.js": leak(
        'return new Promise((resolve) => { state.once("message", resolve); state.postMessage(calls); });',
        "{ setup: () => new Worker(`const { parentPort } = require('node:worker_threads'); " +
          "parentPort.on('message', (call) => { if (call > 30) throw new TypeError('the worker broke'); " +
          "parentPort.postMessage(call); });`, { eval: true }) }",
      ),
      "hungry.bench.js": leak(
        "state.push(new Array(200_000).fill(calls));",
        "{ heapLimitMb: 16, setup: () => [] }",
      ),
      "counts.bench.js":
        'import { bench } from "paceline";\n\nbench.memory("subject", { counts: { smoke: [5], full: [5, 5] } }, () => []);\n',
      "good.bench.js": leak(""),
    });
    ended = await project.paceline("run", "--preset", "smoke", "--time-limit", "5s");
    result = await project.readResult("results/last_run.json");
  }, 60_000);
  afterAll(() => project[Symbol.asyncDispose]());

  test.for([
    { file: "one-round", says: 'option "rounds" must be an integer from 30 to 10000' },
    { file: "no-operations", says: 'option "operations" must be an integer of at least 1' },
    { file: "misspelt", says: 'option "operation" is unknown, "operations" is near' },
    { file: "counts", says: 'option "counts.smoke" must be at least two ascending whole numbers' },
  ])("$file is refused before anything runs", ({ file, says }) => {
    const error = result.fileErrors.find((each) => each.file === `${file}.bench.js`)?.error;
    expect(error).toMatchObject({ code: "PACELINE_FILE_INVALID" });
    expect(error?.message).toContain(says);
  });

  test.for([
    { file: "throws", code: "PACELINE_BENCHMARK_THREW", says: "RangeError: out of agents" },
    { file: "endless", code: "PACELINE_TIME_LIMIT", says: "still in measure after 5000 ms" },
    { file: "wrong", code: "PACELINE_WRONG_RESULT", says: "check returned false for 1" },
    { file: "exits", code: "PACELINE_FORK_EXITED", says: "exit code 3" },
    { file: "dead-worker", code: "PACELINE_BENCHMARK_THREW", says: "TypeError: the worker broke" },
    { file: "hungry", code: "PACELINE_OUT_OF_MEMORY", says: 'raise its option "heapLimitMb"' },
  ])("$file is told with its reason", ({ file, code, says }) => {
    const benchmark = result.benchmarks.find(({ id }) => id === `${file}/subject`)!;
    expect(benchmark.errors[0]?.error).toMatchObject({ code });
    expect(oneLine(ended.stdout)).toContain(says);
  });

  test("costs its neighbours nothing, and the run ends with 1", () => {
    expect(result.benchmarks.find(({ id }) => id === "good/subject")).toMatchObject({
      status: "completed",
      errors: [],
    });
    expect(ended.exitCode).toBe(1);
    expect(ended.stdout).toContain("exit 1: not everything could be measured");
  });
});

describe("the verdict", () => {
  let project: Project;
  beforeAll(async () => {
    project = await createProject({
      "leaks.bench.js":
        `import { bench } from "paceline";\n\nclass Held {}\n\n` +
        `bench.leak("holds", { operations: 2_000, watch: [Held], setup: () => [] }, (held) => held.push(new Held()));\n` +
        `bench.leak("drops", { operations: 2_000, watch: [Held] }, () => new Held());\n` +
        `bench.leak("planted", { operations: 2_000, expect: "leak", setup: () => [] }, (held) => held.push({}));\n` +
        // Fills up and starts over: never at a level, never growing.
        `bench.leak("swings", { operations: 500, setup: () => [] }, (held) => {\n` +
        `  held.push(new Array(50).fill(0));\n  if (held.length > 3_700) held.length = 0;\n});\n`,
    });
  });
  afterAll(() => project[Symbol.asyncDispose]());

  test("a leak is exit 1, with the classes that hold it; no leak and a planted one are not", async () => {
    const ended = await project.paceline("run", "--preset", "quick", "--filter", "s/");
    expect(ended.exitCode).toBe(1);
    expect(ended.stdout).toContain("exit 1: memory leaks");
    expect(ended.stdout).toMatch(/✗ holds .* leak$/m);
    expect(ended.stdout).toMatch(/✓ drops .* no leak$/m);
    expect(ended.stdout).toMatch(/✓ planted .* leak, planted$/m);
    expect(ended.stdout).toMatch(/class Held: 120,000 → 122,000 instances in 2,000 operations/);
    expect(ended.stdout).toMatch(/\? swings .* inconclusive$/m);
    // Who holds the newest instance, from three heap snapshots taken after the verdict.
    expect(oneLine(ended.stdout)).toMatch(
      /grows: Held 20,000 → 30,000 → 40,000, held by \[\*\] of Array/,
    );
    const { benchmarks } = await project.readResult("results/last_run.json");
    expect(benchmarkNamed({ benchmarks } as RunResult, "holds")?.forks).toHaveLength(3);
  }, 60_000);

  test("an inconclusive one alone is exit 4, and none at all is 0", async () => {
    const swings = await project.paceline("run", "--preset", "quick", "--filter", "swings");
    expect([swings.exitCode, swings.stdout.split("exit 4: ")[1]?.slice(0, 20)]).toEqual([
      4,
      "whether memory leaks",
    ]);
    const drops = await project.paceline("run", "--preset", "quick", "--filter", "drops");
    expect(drops.exitCode).toBe(0);
  }, 60_000);
});
