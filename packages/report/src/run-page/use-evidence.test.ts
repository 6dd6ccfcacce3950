import { expect, test } from "vitest";

import { exampleBenchmark } from "../../test/example-run.ts";
import { useResources } from "./use-evidence.ts";

/** Two forks of one second each: one has a core for itself, the other waits for one half of the time. */
const benchmark = (() => {
  const example = exampleBenchmark("group", "name", 1_000);
  const shares = [
    { cpuUserNs: 0.9e9, runQueueWaitNs: 0, stealRatio: null },
    { cpuUserNs: 0.4e9, runQueueWaitNs: 0.5e9, stealRatio: null },
  ];
  const forks = shares.map((changes, index) => {
    const fork = example.forks[index]!;
    const evidence = { ...fork.evidence, wallNs: 1e9, cpuSystemNs: 0.1e9, ...changes };
    return { ...fork, evidence };
  });
  return { ...example, forks };
})();

test("tells utilisation and saturation of the CPU, the middle fork and the worst", () => {
  const [cpu] = useResources([benchmark]);
  expect(cpu?.utilisation).toEqual([{ label: "on a core", typical: "75.0 %", worst: "100 %" }]);
  expect(cpu?.saturation[0]).toEqual({
    label: "waited for a core",
    typical: "25.0 %",
    worst: "50.0 %",
  });
});

test("leaves out what the platform does not tell", () => {
  const [cpu] = useResources([benchmark]);
  expect(cpu?.errors.map(({ label }) => label)).not.toContain("stolen by other guests");
});

test("reads a database pool from the benchmark's own metrics", () => {
  const metric = { ...benchmark.metrics[0]!, unit: "ns", median: 2e6 };
  const pooled = {
    ...benchmark,
    metrics: [
      ...benchmark.metrics,
      { ...metric, name: "poolWaitNsP99" },
      { ...metric, name: "poolUtilization", unit: "ratio", median: 0.5 },
      { ...metric, name: "poolTimeoutCount", unit: "count", median: 3 },
    ],
  };
  const pool = useResources([pooled]).at(-1);
  expect(pool).toEqual({
    resource: "Database pool",
    utilisation: [{ label: "poolUtilization", typical: "50.0 %", worst: "50.0 %" }],
    saturation: [{ label: "poolWaitNsP99", typical: "2.00 ms", worst: "2.00 ms" }],
    errors: [{ label: "poolTimeoutCount", typical: "3", worst: "3" }],
  });
});
