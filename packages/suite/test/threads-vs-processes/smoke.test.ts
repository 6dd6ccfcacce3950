import { join } from "node:path";

import { discoverBenchmarks, runBenchmarks } from "@paceline/harness";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..", "..");

/** The other groups are the same cells in other sizes. */
const GROUPS = ["agents", "coordination", "learning"].map((name) => `threads-vs-processes/${name}`);

test("every scenario is measured on every backend, with nothing failed and all metrics there", async () => {
  const discovery = await discoverBenchmarks({
    root: ROOT,
    include: ["src/threads-vs-processes/*.bench.ts"],
    size: "smoke",
    isTrusted: true,
  });
  expect(discovery.fileErrors).toEqual([]);
  const result = await runBenchmarks({
    root: ROOT,
    benchmarks: discovery.benchmarks.filter(({ group }) => GROUPS.includes(group)),
    fileErrors: [],
    preset: "smoke",
    config: {},
    overrides: {},
    seed: 1,
    resultFiles: [],
    pacelineVersion: "0.0.0-test",
  });
  expect(result.benchmarks.flatMap(({ errors }) => errors)).toEqual([]);
  expect(result.benchmarks.map(({ name }) => name)).toEqual(
    GROUPS.flatMap(() => ["event-loop", "threads", "processes"]),
  );
  for (const { group, metrics } of result.benchmarks) {
    const names = metrics.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining([
        "throughput",
        "startupNs",
        "publishedStepsPerSecond",
        "latencyNsP99",
      ]),
    );
    expect(names.includes("messagesPerSecond")).toBe(group.endsWith("/coordination"));
  }
}, 180_000);
