/**
 * Every way in which a benchmark file can misbehave, all in one project and one run of the real program:
 * each must be told for what it is, and none may cost the others anything.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type { RunResult } from "@paceline/core";

import { benchmarkNamed, createProject, tinyBenchmark } from "./project.ts";
import type { Ended, Project } from "./project.ts";

const benchmark = (body: string, options = "{}"): string =>
  `import { bench } from "paceline";\n\nlet calls = 0;\n\nbench("subject", ${options}, () => {\n` +
  `  calls += 1;\n  ${body}\n  return calls;\n});\n\nbench("neighbour", () => Math.hypot(3, 4));\n`;

const files = {
  "good.bench.js": tinyBenchmark("good"),
  "syntax.bench.js": `import { bench } from "paceline";\n\nbench("never", () => {\n`,
  "throws-loading.bench.js": `throw new Error("the fixture is missing");\n`,
  "exits-loading.bench.js": "process.exit(0);\n",
  "twins.bench.js":
    tinyBenchmark("twin") + `\nbench("twin", () => 2);\n\nbench("third", () => 3);\n`,
  "endless.bench.js": benchmark("for (;;);"),
  "exits.bench.js": benchmark("process.exit(0);"),
  "throws.bench.js": benchmark(
    `if (calls > 20) {\n    console.log("before the end");\n    throw new RangeError("out of agents");\n  }`,
  ),
  "wrong.bench.js": benchmark("", `{ check: (result) => result === "right" }`),
  "killed.bench.js": benchmark(`process.kill(process.pid, "SIGKILL");`),
};

let project: Project;
let ended: Ended;
let result: RunResult;

beforeAll(async () => {
  project = await createProject(files);
  ended = await project.paceline("run", "--preset", "smoke", "--time-limit", "3s");
  result = await project.readResult("results/last_run.json");
});

afterAll(() => project[Symbol.asyncDispose]());

describe("a file that cannot be used", () => {
  test.for([
    { file: "syntax.bench.js", code: "PACELINE_FILE_LOAD", says: "SyntaxError" },
    { file: "throws-loading.bench.js", code: "PACELINE_FILE_LOAD", says: "the fixture is missing" },
    { file: "exits-loading.bench.js", code: "PACELINE_FILE_EXIT", says: "ended its process" },
    { file: "twins.bench.js", code: "PACELINE_DUPLICATE_BENCHMARK", says: "twin" },
  ])("$file is told with its reason", ({ file, code, says }) => {
    const error = result.fileErrors.find((each) => each.file === file)?.error;
    expect(error).toMatchObject({ code });
    expect(blockOf(ended.stdout, `✗ ${file}`)).toContain(says);
  });
});

describe("a benchmark that misbehaves", () => {
  test.for([
    { file: "endless", code: "PACELINE_TIME_LIMIT", says: "3000 ms" },
    { file: "exits", code: "PACELINE_FORK_EXITED", says: "exit" },
    { file: "throws", code: "PACELINE_BENCHMARK_THREW", says: "RangeError: out of agents" },
    { file: "wrong", code: "PACELINE_WRONG_RESULT", says: "wrong result" },
    { file: "killed", code: "PACELINE_FORK_KILLED", says: "SIGKILL" },
  ])("that $file is told with file, benchmark and reason", ({ file, code, says }) => {
    const [error] = subjectOf(file).errors;
    expect(error?.error).toMatchObject({ code });
    const block = blockOf(ended.stdout, `✗ ${file}/subject`);
    expect(block).toContain(`${file}.bench.js`);
    expect(block.replaceAll(/\s+/g, " ")).toContain(says);
  });

  test("shows where it threw and what it printed last", () => {
    const block = blockOf(ended.stdout, "✗ throws/subject");
    expect(block).toContain("at throws.bench.js:9:11");
    expect(block).toContain("│ before the end");
  });

  test("costs its neighbours in the same file nothing", () => {
    for (const file of ["endless", "exits", "throws", "wrong", "killed"]) {
      const neighbour = result.benchmarks.find(({ id }) => id === `${file}/neighbour`);
      expect(neighbour, file).toMatchObject({ status: "completed", errors: [] });
      expect(neighbour!.forks[0]!.roundNs.length).toBeGreaterThan(0);
    }
  });
});

describe("the run", () => {
  test("goes on to the end, keeps what was measured, and exits with 1", () => {
    expect(ended.exitCode).toBe(1);
    expect(result.status).toBe("completed");
    expect(benchmarkNamed(result, "good")).toMatchObject({ status: "completed", errors: [] });
    expect(ended.stdout).toContain("5 failed");
    expect(ended.stdout).toContain("4 files could not be loaded");
    expect(ended.stderr).toBe("");
  });

  test("tells each failure once", () => {
    expect(ended.stdout.match(/^✗ \S+$/gm)).toHaveLength(9);
  });
});

const subjectOf = (file: string) => result.benchmarks.find(({ id }) => id === `${file}/subject`)!;

/** The lines of one error: from its title to the next empty line. */
function blockOf(text: string, title: string): string {
  const errors = text.slice(text.indexOf("\nErrors\n"));
  const start = errors.indexOf(`${title}\n`);
  return start === -1 ? "" : errors.slice(start, errors.indexOf("\n\n", start));
}

test("a benchmark that runs out of memory is told as that, and its neighbour still runs", async () => {
  await using small = await createProject({
    "memory.bench.js": benchmark("for (;;) kept.push(new Array(1000).fill(calls));").replace(
      "let calls",
      "const kept = [];\nlet calls",
    ),
  });
  const { ended: running } = small.start(["run", "--preset", "smoke"], {
    NODE_OPTIONS: "--max-old-space-size=64",
  });
  const { exitCode, stdout } = await running;
  expect(exitCode).toBe(1);
  const block = blockOf(stdout, "✗ memory/subject");
  expect(block.replaceAll(/\s+/g, " ")).toContain(
    '"memory/subject" of memory.bench.js ran out of heap memory',
  );
  expect(block).not.toMatch(/│ +\d+: 0x/);
  const { benchmarks } = await small.readResult("results/last_run.json");
  expect(benchmarks.map(({ status }) => status)).toEqual(["failed", "completed"]);
});
