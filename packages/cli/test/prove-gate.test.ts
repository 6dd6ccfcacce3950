import { expect, test } from "vitest";

import { createProject } from "./project.ts";

const files = {
  "sum.bench.ts": `
    import { bench } from "paceline";
    bench("sum", () => {
      let sum = 0;
      for (let index = 0; index < 2000; index += 1) sum += index;
      return sum;
    });
  `,
};

test(
  "a gate proves itself: unchanged code stays green and code slowed down for real goes red",
  {
    timeout: 240_000,
  },
  async () => {
    await using project = await createProject(files);
    const { stdout, exitCode } = await project.paceline("gate", "--prove", "--budget", "3m");
    expect(stdout).toContain("unchanged code: stays green");
    expect(stdout).toContain("goes red");
    expect(exitCode).toBe(0);
  },
);

test("a budget that ends first proves nothing, and is no fault of the gate", async () => {
  await using project = await createProject(files);
  const { stdout, exitCode } = await project.paceline("gate", "--prove", "--budget", "2s");
  expect(stdout).toContain("is not decided: the budget ended");
  expect(stdout).toContain("not proven yet: raise --budget");
  expect(exitCode).toBe(4);
});

test("calibrate keeps what the gate can see with the baseline", { timeout: 120_000 }, async () => {
  await using project = await createProject(files);
  const ended = await project.paceline("calibrate", "--pairs", "5", "--format", "json");
  expect(ended.exitCode).toBe(0);
  expect(JSON.parse(ended.stdout)).toMatchObject({
    // Its time and what it allocates: pairs judge whatever both processes tell.
    falseAlarms: { count: 0, trialCount: 2 },
    benchmarks: [
      { benchmarkId: expect.stringContaining("sum"), metric: "time", pairCount: 5 },
      { benchmarkId: expect.stringContaining("sum"), metric: "allocatedBytes", pairCount: 5 },
    ],
  });
});
