import { expect, test, vi } from "vitest";

import { BRIEF, createProject, discover, measure } from "./temporary-project.ts";

/**
 * How many calls the warm-up takes depends on the machine, and so does the phase in which the hundredth falls, or in which
 * a rejection is told that nobody awaits.
 */
const underway = (code: string): unknown =>
  expect.stringMatching(new RegExp(`^(?:warmup|measure|check) ${code}$`));

test("each way to fail gives one error of its own, and the other benchmarks are measured", async () => {
  await using project = await createProject({
    "bad.bench.ts": `
      bench("setup throws", { setup() { throw new Error("no database"); } }, () => 1);
      let calls = 0;
      bench("throws in the middle", () => { calls += 1; if (calls > 100) throw new TypeError("worn out"); });
      bench("wrong result", { check: (sum) => sum === 3 }, () => 1 + 1);
      bench("check throws", { check() { throw new Error("not sorted"); } }, () => 1);
      bench("check promises a no", { check: async () => false }, () => 1);
      bench("rejects many times", () => { Promise.reject(new Error("lost")); });
      bench("exits", () => process.exit(7));
      bench("is killed", () => process.kill(process.pid, "SIGKILL"));
      bench("rejects nobody's promise", { setup: async () => { Promise.reject(new Error("lost")); await new Promise((r) => setTimeout(r, 50)); } }, () => 1);
      bench("has no metric", { metrics: { size: { unit: "bytes", direction: "lower", measure: () => NaN } } }, () => 1);
      let promised = 0;
      bench("turns asynchronous", () => { promised += 1; return promised > 100 ? Promise.resolve(1) : 1; });
    `,
    "good.bench.ts": 'bench("works", () => 1);',
  });

  const { benchmarks, status } = await measure(project);

  expect(status).toBe("completed");
  expect(
    benchmarks.map((each) => [
      each.name,
      each.status,
      ...each.errors.map(({ phase, error }) => `${phase} ${error.code}`),
    ]),
  ).toEqual([
    ["setup throws", "failed", "setup PACELINE_BENCHMARK_THREW"],
    ["throws in the middle", "failed", underway("PACELINE_BENCHMARK_THREW")],
    ["wrong result", "failed", "check PACELINE_WRONG_RESULT"],
    ["check throws", "failed", "check PACELINE_WRONG_RESULT"],
    ["check promises a no", "failed", "check PACELINE_WRONG_RESULT"],
    ["rejects many times", "failed", underway("PACELINE_BENCHMARK_THREW")],
    ["exits", "failed", "warmup PACELINE_FORK_EXITED"],
    ["is killed", "failed", "warmup PACELINE_FORK_KILLED"],
    ["rejects nobody's promise", "failed", "setup PACELINE_BENCHMARK_THREW"],
    ["has no metric", "failed", "check PACELINE_INVALID_METRIC"],
    ["turns asynchronous", "failed", underway("PACELINE_TURNED_ASYNC")],
    ["works", "completed"],
  ]);
  const messages = benchmarks.flatMap(({ errors }) => errors.map(({ error }) => error.message));
  expect(messages[0]).toBe(
    'benchmark "bad/setup throws" of bad.bench.ts threw during setup: Error: no database',
  );
  expect(messages[2]).toContain("check returned false for 2");
  expect(benchmarks.at(-1)?.metrics[0]?.median).toBeGreaterThan(0);
});

test("a benchmark that never returns is killed at its time limit, with its phase and output", async () => {
  await using project = await createProject({
    "hangs.bench.ts": `bench("hangs", () => { console.error("last words"); for (;;); });`,
  });

  const { benchmarks } = await measure(project, { overrides: { ...BRIEF, timeLimitMs: 1500 } });

  expect(benchmarks[0]?.errors).toHaveLength(1);
  expect(benchmarks[0]?.errors[0]).toMatchObject({
    phase: "warmup",
    output: "last words\n",
    error: { code: "PACELINE_TIME_LIMIT" },
  });
  expect(benchmarks[0]?.errors[0]?.error.message).toMatch(/hangs\.bench\.ts.*warmup.*1500 ms/);
});

test("a benchmark that fills its heap is told as out of memory", async () => {
  await using project = await createProject({
    "grows.bench.ts": `
      const kept = [];
      bench("grows", () => { for (;;) kept.push(new Array(1000).fill(kept.length)); });`,
  });

  vi.stubEnv("NODE_OPTIONS", "--max-old-space-size=30");
  const { benchmarks } = await measure(project);
  vi.unstubAllEnvs();

  expect(benchmarks[0]?.errors[0]).toMatchObject({
    phase: "warmup",
    error: { code: "PACELINE_OUT_OF_MEMORY" },
  });
});

test("teardown runs after a failure, and its own failure keeps what was measured", async () => {
  await using project = await createProject({
    "tears.bench.ts": `
      bench("fails first", { teardown() { console.log("torn down"); throw new Error("and then"); } },
        () => { throw new Error("at first"); });
      bench("fails last", { teardown() { throw new Error("late"); } }, () => 1);`,
  });

  const { benchmarks } = await measure(project);

  const [first, last] = benchmarks;
  expect(first?.errors.map(({ phase }) => phase)).toEqual(["warmup", "teardown"]);
  expect(first?.errors[1]?.output).toContain("torn down");
  expect(last?.errors.map(({ phase }) => phase)).toEqual(["teardown"]);
  expect(last?.forks).toHaveLength(1);
  expect(last?.metrics[0]?.name).toBe("time");
});

test("time that does not grow with iterations is refused", async () => {
  await using project = await createProject({
    // Only the first call of a round works: microtasks run when a round has ended.
    "once.bench.ts": `
      let hasWorked = false;
      bench("once a round", () => {
        if (hasWorked) return;
        hasWorked = true;
        queueMicrotask(() => { hasWorked = false; });
        const end = performance.now() + 1;
        while (performance.now() < end);
      });`,
  });

  const { benchmarks } = await measure(project, { overrides: { ...BRIEF, maxTimeMs: 20 } });

  expect(benchmarks[0]?.errors.map(({ error }) => error.code)).toEqual([
    "PACELINE_SCALING_REFUSED",
  ]);
  expect(benchmarks[0]?.warnings.map(({ code }) => code)).toContain("scaling-refused");
  expect(benchmarks[0]?.forks).toEqual([]);
});

test("a project whose folder is gone gives an error and no crash", async () => {
  await using project = await createProject({ "a.bench.ts": 'bench("a", () => 1);' });
  const { benchmarks } = await discover(project);

  const result = await measure(project, {
    benchmarks,
    root: `${project.root}/gone`,
  });

  expect(result.benchmarks[0]?.errors[0]).toMatchObject({
    phase: "fork",
    error: { code: "PACELINE_FORK_NOT_STARTED" },
  });
});

test("inputs that take long to prepare make rounds short, not the run long", async () => {
  await using project = await createProject({
    "slow-inputs.bench.ts": `
      let prepared = 0;
      const wait = (ms) => { const end = performance.now() + ms; while (performance.now() < end); };
      bench("slow inputs", {
        prepare() { prepared += 1; wait(2); },
        metrics: { prepared: { unit: "count", direction: "none", measure: () => prepared } },
      }, () => wait(0.02));`,
  });

  const { benchmarks } = await measure(project);

  expect(benchmarks[0]?.errors).toEqual([]);
  const [fork] = benchmarks[0]?.forks ?? [];
  expect(fork?.iterationsPerRound).toBeLessThanOrEqual(10);
  expect(fork?.metricValues["prepared"]).toBeLessThan(500);
});
