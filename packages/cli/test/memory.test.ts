/** `paceline memory`: what a program allocates, in all its threads, against sums that are known. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { createProject } from "./project.ts";
import type { Project } from "./project.ts";

/** Elements of 8 bytes, and both headers: of the array and of its storage. */
const ARRAY_BYTES = 1000 * 8 + 16 + 32;

const PROGRAM = `import { Worker, isMainThread } from "node:worker_threads";

function fillArrays(count) {
  let last;
  for (let index = 0; index < count; index += 1) last = new Array(1000).fill(index);
  return last;
}

function keepArrays(count) {
  return Array.from({ length: count }, () => new Array(1000).fill(0));
}

if (isMainThread) {
  fillArrays(4000);
  globalThis.kept = keepArrays(1000);
  new Worker(new URL(import.meta.url));
} else {
  fillArrays(2000);
}
`;

const BENCHMARK = `import { bench } from "paceline";

const makeRow = () => new Array(1000).fill(0);

bench("makes rows", () => makeRow());
`;

/** The program of a worker, as text. */
const WORKER = JSON.stringify(`
  function fillInWorker(count) {
    let last;
    for (let index = 0; index < count; index += 1) last = new Array(1000).fill(index);
    return last;
  }
  fillInWorker(4000);
  require("node:worker_threads").parentPort.postMessage("filled");
  setInterval(() => {}, 1000);
`);

const withWorker = (then: string, options = "{ eval: true }"): string => `
import { Worker } from "node:worker_threads";
const worker = new Worker(${WORKER}, ${options});
worker.once("message", () => ${then});
`;

interface MemoryJson {
  readonly allocatedBytes: number;
  readonly when: string;
  readonly threads: readonly { readonly name: string }[];
  readonly lostThreadCount: number;
  readonly functions: readonly {
    readonly name: string;
    readonly file: string;
    readonly line: number;
    readonly ownBytes: number;
    readonly totalBytes: number;
  }[];
  readonly files: readonly {
    readonly file: string;
    readonly lines: readonly {
      readonly line: number;
      readonly text: string;
      readonly ownBytes: number;
    }[];
  }[];
  readonly stacks: readonly { readonly frames: readonly { readonly name: string }[] }[];
}

let project: Project;

beforeAll(async () => {
  project = await createProject({
    "program.mjs": PROGRAM,
    "rows.bench.mjs": BENCHMARK,
    "terminating.mjs": withWorker("worker.terminate()"),
    "leaving.mjs": withWorker("process.exit(0)"),
    "flags.mjs": withWorker("worker.terminate()", "{ eval: true, execArgv: [] }"),
    "throws.mjs": 'throw new Error("out of order");\n',
  });
});

afterAll(async () => project[Symbol.asyncDispose]());

const memoryJson = async (...args: readonly string[]): Promise<MemoryJson> => {
  const { stdout, stderr, exitCode } = await project.paceline(
    "memory",
    ...args,
    "--format",
    "json",
  );
  expect([exitCode, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout) as MemoryJson;
};

const ownBytes = ({ functions }: MemoryJson, wanted: string): number =>
  functions.filter(({ name }) => name === wanted).reduce((sum, row) => sum + row.ownBytes, 0);

/**
 * Of n samples the standard error is 1 / sqrt(n) of the sum: 48 MB at one sample in 16 KiB are some 3,000, so
 * that a tenth is more than five standard errors.
 */
const TOLERANCE_RATIO = 0.1;

const expectAbout = (bytes: number, wanted: number): void => {
  expect(bytes).toBeGreaterThan(wanted * (1 - TOLERANCE_RATIO));
  expect(bytes).toBeLessThan(wanted * (1 + TOLERANCE_RATIO));
};

describe("of a script", () => {
  test("adds up to what its threads allocate, collected or not, by function and line", async () => {
    const report = await memoryJson("program.mjs");
    expect(report.threads.map(({ name }) => name)).toEqual(["main", expect.any(String)]);
    expect(report.lostThreadCount).toBe(0);
    expectAbout(ownBytes(report, "fillArrays"), 6000 * ARRAY_BYTES);
    const [file] = report.files;
    expect(file?.file).toBe("program.mjs");
    const line = file?.lines.find(({ text }) => text.startsWith("function fillArrays"));
    expect(line).toMatchObject({ line: 3, ownBytes: ownBytes(report, "fillArrays") });
    const callers = report.stacks[0]!.frames.map(({ name }) => name);
    expect(callers.at(-1)).toBe("fillArrays");
    // What looks at the program allocates too, and is none of it.
    expect(JSON.stringify(report)).not.toContain("observer.mjs");
  });

  test("counts only what is still held, when told to", async () => {
    const report = await memoryJson("program.mjs", "--alive", "--top", "1000");
    const kept = report.functions.find(({ name }) => name === "keepArrays");
    expectAbout(kept!.totalBytes, 1000 * ARRAY_BYTES);
    expect(ownBytes(report, "fillArrays")).toBeLessThan(600 * ARRAY_BYTES);
  });

  test.for(["terminating.mjs", "leaving.mjs"])(
    "hears threads that are ended from outside: %s",
    async (script) => {
      const report = await memoryJson(script);
      expect([report.threads.length, report.lostThreadCount]).toEqual([2, 0]);
      expectAbout(ownBytes(report, "fillInWorker"), 4000 * ARRAY_BYTES);
    },
  );

  test("says what is missing where a thread could not be watched", async () => {
    const { stdout, exitCode } = await project.paceline("memory", "flags.mjs");
    expect(stdout).toContain("1 thread left no profile");
    expect(exitCode).toBe(0);
  });

  test("fits into 80 columns, and into Markdown, and says what its lines are", async () => {
    const text = await project.paceline("memory", "program.mjs");
    expect(text.stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
    expect(text.stdout).toMatch(/^ {2} ?3 {2}function fillArrays\(count\) \{ +4[0-9.]+ MiB /m);
    expect(text.stdout).toContain("V8 knows the function of an allocation, not its line");
    const markdown = await project.paceline("memory", "program.mjs", "--format", "markdown");
    expect(markdown.stdout).toMatch(/^\| fillArrays program.mjs:3 \| 4[0-9.]+ MiB \|/m);
  });
});

test("of a benchmark, so many iterations", async () => {
  const report = await memoryJson("makes rows", "--iterations", "5000");
  expect(report.when).toBe("after 5,000 iterations");
  // Inlined, it would have no frame of its own, and its bytes would stand at its callers.
  expectAbout(ownBytes(report, "makeRow"), 5000 * ARRAY_BYTES);
});

test.for([
  { args: [], exitCode: 2, says: "a script or a benchmark" },
  { args: ["throws.mjs"], exitCode: 1, says: "out of order" },
  { args: ["absent.mjs"], exitCode: 2, says: "the path of a file that is there" },
])("of what cannot be run it says: $says", async ({ args, exitCode, says }) => {
  const ended = await project.paceline("memory", ...args);
  expect([ended.exitCode, ended.stdout]).toEqual([exitCode, ""]);
  expect(ended.stderr).toContain(says);
});
