import { dirname } from "node:path";

import { discoverBenchmarks, runBenchmarks } from "@paceline/harness";
import type { BenchmarkDescriptor, Discovery } from "@paceline/harness";
import { beforeAll, describe, expect, test } from "vitest";

const ROOT = dirname(import.meta.dirname);
const AREAS = ["agent-spawning", "message-throughput", "memory-usage"];

/** Every row that the original publishes for these areas, and how often it is measured. */
const PUBLISHED_LABELS = [
  "Agent Spawning: Single agent",
  "Agent Spawning: Parallel (10 agents)",
  "Agent Spawning: Memory per agent",
  "Message Throughput: Simple routing",
  "Message Throughput: Concurrent routing",
  "Message Throughput: Async routing",
  "Memory Usage: 10,000 messages",
  "Memory Usage: Growth, agents on event-loop",
  "Memory Usage: Growth, agents on threads",
  "Memory Usage: Growth, agents on processes",
];

const discover = (size: "smoke" | "full"): Promise<Discovery> =>
  discoverBenchmarks({
    root: ROOT,
    include: AREAS.map((area) => `src/${area}/*.bench.ts`),
    size,
    isTrusted: true,
  });

const publishedLabels = (benchmarks: readonly BenchmarkDescriptor[]): readonly string[] =>
  benchmarks
    .flatMap(({ targets }) => targets)
    .filter(({ isStretch }) => isStretch !== true)
    .map(({ component, label }) => `${component}: ${label}`);

describe("the suite", () => {
  let smoke: Discovery;
  let full: Discovery;
  beforeAll(async () => {
    [smoke, full] = [await discover("smoke"), await discover("full")];
  }, 60_000);

  test("loads without errors, and every file registers benchmarks in the group of its folder", () => {
    expect([...smoke.fileErrors, ...full.fileErrors]).toEqual([]);
    const measuredFiles = new Set(smoke.benchmarks.map(({ file }) => file));
    expect([...measuredFiles].toSorted()).toEqual([...smoke.searchedFiles].toSorted());
    for (const { file, group } of full.benchmarks)
      expect(file).toContain(`/${group.split("/")[0]}/`);
  });

  test.for(["smoke", "full"] as const)(
    "measures each published target once, with %s parameters",
    (size) => {
      const { benchmarks } = size === "smoke" ? smoke : full;
      expect(publishedLabels(benchmarks).toSorted()).toEqual(PUBLISHED_LABELS.toSorted());
    },
  );

  test.for(AREAS)(
    "%s runs through with the smallest parameters: every check and canary is content",
    { timeout: 120_000 },
    async (area) => {
      const benchmarks = smoke.benchmarks.filter(({ group }) => group.startsWith(`${area}/`));
      const result = await runBenchmarks({
        root: ROOT,
        benchmarks,
        fileErrors: smoke.fileErrors,
        preset: "smoke",
        config: {},
        overrides: {},
        seed: 1,
        resultFiles: [],
        pacelineVersion: "0.0.0-test",
      });
      expect(result.benchmarks.flatMap(({ errors }) => errors)).toEqual([]);
      expect(result.benchmarks.map(({ status }) => status)).not.toContain("failed");
      expect(result.benchmarks).toHaveLength(benchmarks.length);
      expect(benchmarks.length).toBeGreaterThan(0);
      expect(result.status).toBe("completed");
    },
  );
});
