import { expect, test } from "vitest";

import { createProject, measure } from "./temporary-project.ts";

// As fake timers of test libraries do, which a benchmark's own imports may install.
test("clocks that a benchmark file replaces are not the ones it is measured with", async () => {
  await using project = await createProject({
    "frozen.bench.ts": `
      performance.now = () => 42;
      Date.now = () => 0;
      process.hrtime.bigint = () => 0n;
      bench("frozen", () => Math.hypot(3, 4));`,
  });

  const { benchmarks } = await measure(project);

  expect(benchmarks[0]).toMatchObject({ status: "completed", errors: [] });
  expect(benchmarks[0]!.forks[0]!.roundNs.every((roundNs) => roundNs > 0)).toBe(true);
});
