/** A benchmark that got slower without computing more: no function is to blame, and the report says what waits. */
import { join } from "node:path";

import { discoverBenchmarks } from "@paceline/harness";
import { createPaint } from "@paceline/report";
import { expect, test } from "vitest";

import { explainBenchmark } from "../src/judge/explain/explain-benchmark.ts";
import type { ExplainedSide } from "../src/judge/explain/profile-sides.ts";
import { renderAttribution } from "../src/judge/explain/render-attribution.ts";
import { createProject } from "./project.ts";

const waitsFor = (milliseconds: number): string => `
import { setTimeout as wait } from "node:timers/promises";
import { bench } from "paceline";
bench("answer", () => wait(${milliseconds}));
`;

test("time that is waited is shown apart from time on a processor", async () => {
  await using project = await createProject({
    "base/answer.bench.mjs": waitsFor(1),
    "head/answer.bench.mjs": waitsFor(8),
  });
  const side = async (name: string): Promise<ExplainedSide> => {
    const root = join(project.folder, name);
    const { benchmarks } = await discoverBenchmarks({
      root,
      include: ["*.bench.mjs"],
      size: "full",
    });
    return { name, root, benchmark: benchmarks[0]! };
  };
  let forkCount = 0;
  const { attribution } = await explainBenchmark({
    base: await side("base"),
    head: await side("head"),
    ratio: 4,
    settings: {},
    seed: 1,
    runCount: 2,
    signal: new AbortController().signal,
    onFork: () => forkCount++,
  });
  const { isOnCpu, waiting, causes, wallNs } = attribution;
  expect(isOnCpu).toBe(false);
  expect(causes).toEqual([]);
  expect(wallNs.delta).toBeGreaterThan(6e6);
  // All that was added is idle; a timer may be late, never early.
  expect(waiting.idleNs.delta).toBeGreaterThan(0.5 * wallNs.delta);
  // Runs without inlining, which name functions, have nothing to name.
  expect(forkCount).toBe(4);

  const lines = renderAttribution(attribution, {
    width: 80,
    paint: createPaint(false),
    folder: "results/attribution/answer",
  });
  const text = lines.join("\n");
  expect(text).toContain("not on a processor: it computes");
  expect(text).toMatch(/idle [\d.]+ ms → [\d.]+ ms \(\+[\d.]+ ms\); waits/);
  expect(text).toMatch(/main thread busy \d+ % → \d+ %/);
});
