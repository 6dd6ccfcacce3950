import { join } from "node:path";

import { discoverBenchmarks, runBenchmarks } from "@paceline/harness";
import { expect, test } from "vitest";

import { COUNTING_NAMES } from "../../src/concurrent-load/contention/counter-memory.ts";
import { startCountingThreads } from "../../src/concurrent-load/contention/counting-threads.ts";

const ROOT = join(import.meta.dirname, "..", "..");

test.for(COUNTING_NAMES)("three threads that count by %s lose nothing", async (counting) => {
  await using threads = await startCountingThreads({
    counting,
    incrementCount: 5_000,
    threadCount: 3,
  });
  for (let round = 1; round <= 5; round++) {
    expect(await threads.countOnce()).toBe(round * 3 * 5_000);
  }
});

test("every benchmark of load runs through with its smallest parameters", async () => {
  const discovery = await discoverBenchmarks({
    root: ROOT,
    include: ["src/concurrent-load/*.bench.ts"],
    size: "smoke",
    isTrusted: true,
  });
  expect(discovery.fileErrors).toEqual([]);
  const result = await runBenchmarks({
    root: ROOT,
    benchmarks: discovery.benchmarks,
    fileErrors: [],
    preset: "smoke",
    config: {},
    overrides: {},
    seed: 1,
    resultFiles: [],
    pacelineVersion: "0.0.0-test",
  });
  expect(result.benchmarks.flatMap(({ errors }) => errors)).toEqual([]);
  const groups = result.benchmarks.map(({ group }) => group.split("/")[1]);
  expect(new Set(groups)).toEqual(
    new Set([
      "arrivals",
      "closed loop",
      "contention",
      "producer to consumer",
      "saturation",
      "workers",
    ]),
  );
}, 180_000);
