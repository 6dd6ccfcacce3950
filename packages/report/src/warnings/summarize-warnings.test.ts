import { expect, test } from "vitest";

import { everyWarning } from "../../test/doubtful-run.ts";
import { exampleBenchmark } from "../../test/example-run.ts";
import { summarizeWarnings } from "./summarize-warnings.ts";
import { WARNING_WORDS } from "./warning-words.ts";

test("every warning has words for what was seen, why, and what to try", () => {
  expect(everyWarning.map(({ code }) => code).toSorted()).toEqual(
    Object.keys(WARNING_WORDS).toSorted(),
  );
  const summaries = summarizeWarnings([
    exampleBenchmark("group", "name", 100, { warnings: everyWarning }),
  ]);
  for (const { seen, cause, advice } of summaries) {
    expect(`${seen} ${cause} ${advice}`).not.toMatch(/NaN|Infinity|undefined|null|–/);
    expect([seen, cause, advice].every((words) => words.length > 10)).toBe(true);
  }
});

test("the worst of many is the number that is shown", () => {
  const [summary] = summarizeWarnings([
    exampleBenchmark("group", "one", 100, {
      warnings: [{ code: "machine-busy", forkIndex: 0, runQueueWaitRatio: 0.08 }],
    }),
    exampleBenchmark("group", "two", 100, {
      warnings: [
        { code: "machine-busy", forkIndex: 0, runQueueWaitRatio: 0.31 },
        { code: "machine-busy", forkIndex: 1, runQueueWaitRatio: 0.02 },
      ],
    }),
  ]);
  expect(summary).toMatchObject({
    seen: "the threads of a fork waited for a core up to 31 % of the measured time",
    warningCount: 3,
    benchmarkLabels: ["one", "two"],
  });
});
