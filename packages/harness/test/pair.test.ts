import { readFile } from "node:fs/promises";

import { expect, test } from "vitest";

import { runPair } from "../src/index.ts";
import { BRIEF, createProject, discover } from "./temporary-project.ts";

const SPIN = `
  let state = 1;
  const spin = (count) => { for (let i = 0; i < count; i += 1) { state ^= state << 13; state ^= state >>> 17; state ^= state << 5; } return state; };`;

test("a pair sees code that does half as much again, and alternates its sides", async () => {
  await using project = await createProject({
    "spin.bench.ts": `${SPIN}
      const kept = (bytes) => ({ metrics: { kept: { unit: "bytes", direction: "lower", measure: () => bytes } } });
      bench("base", kept(100), () => spin(400));
      bench("head", kept(120), () => spin(600));`,
  });
  const { benchmarks } = await discover(project);
  const [base, head] = benchmarks.map((benchmark) => ({ root: project.root, benchmark }));

  const pair = await runPair({
    base: base!,
    head: head!,
    pairIndex: 3,
    seed: 1,
    sliceNs: 1e6,
    sliceCount: 8,
    settings: BRIEF,
  });

  // The true ratio is 1.5; half of the distance to 1 either way is out of reach of any noise between neighbours.
  expect(pair.ratioMedian).toBeGreaterThan(1.25);
  expect(pair.ratioMedian).toBeLessThan(1.75);
  expect(pair.baseNs).toHaveLength(8);
  expect(pair.headNs).toHaveLength(8);
  expect(pair.metrics).toEqual([
    { name: "allocatedBytes", unit: "bytes", direction: "lower", base: 0, head: 0 },
    { name: "kept", unit: "bytes", direction: "lower", base: 100, head: 120 },
  ]);
  expect(pair.firstSides).toEqual(["head", "base", "head", "base", "head", "base", "head", "base"]);
});

test("both sides of a pair get one hash seed and one random seed, other pairs get others", async () => {
  await using project = await createProject({
    "flags.bench.ts": `
      import { appendFileSync } from "node:fs";
      bench("flags", { setup({ seed }) {
        const flags = process.execArgv.filter((flag) => flag.includes("-seed="));
        appendFileSync("seeds", JSON.stringify([seed, ...flags]) + "\\n");
      } }, () => 1);`,
  });
  const { benchmarks } = await discover(project);
  const side = { root: project.root, benchmark: benchmarks[0]! };
  const options = { base: side, head: side, seed: 1, sliceNs: 1e5, sliceCount: 1, settings: BRIEF };

  await runPair({ ...options, pairIndex: 0 });
  await runPair({ ...options, pairIndex: 1, cpuIndex: null });

  const lines = (await readFile(`${project.root}/seeds`, "utf8")).trim().split("\n");
  expect(lines).toHaveLength(4);
  expect(lines[0]).toBe(lines[1]);
  expect(lines[2]).toBe(lines[3]);
  expect(lines[0]).not.toBe(lines[2]);
  expect(lines[0]).toMatch(/--hash-seed=[1-9].*--random-seed=[1-9]/);
});

test("a side that fails is named, with the benchmark's own error", async () => {
  await using project = await createProject({
    "fails.bench.ts": `
      bench("base", () => 1);
      bench("head", () => { throw new Error("only here"); });`,
  });
  const { benchmarks } = await discover(project);
  const [base, head] = benchmarks.map((benchmark) => ({ root: project.root, benchmark }));

  const running = runPair({ base: base!, head: head!, pairIndex: 0, seed: 1, settings: BRIEF });

  await expect(running).rejects.toMatchObject({
    code: "PACELINE_PAIR_FAILED",
    side: "head",
    record: { code: "PACELINE_BENCHMARK_THREW" },
  });
});
