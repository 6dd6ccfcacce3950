import type { BenchmarkError } from "@paceline/core";
import { expect, test } from "vitest";

import { exampleBenchmark } from "../../test/example-run.ts";
import { failureReportsOf } from "./failure-reports.ts";

const errorIn = (forkIndex: number): BenchmarkError => ({
  forkIndex,
  phase: "check",
  error: {
    name: "WrongResultError",
    code: "PACELINE_WRONG_RESULT",
    message: "returned a wrong result: not sorted",
    stack: undefined,
    cause: { name: "TypeError", code: undefined, message: "not sorted", stack: undefined },
  },
  output: "",
});

const reportsOf = (errors: readonly BenchmarkError[]) =>
  failureReportsOf({
    fileErrors: [],
    benchmarks: [exampleBenchmark("sort", "numbers", 1, { status: "failed", errors })],
  });

test.for([
  { forkIndices: [2], circumstance: "in check, fork 3" },
  { forkIndices: [0, 1], circumstance: "in check, in 2 forks" },
  { forkIndices: [1, 1], circumstance: "in check, fork 2" },
])("errors in forks $forkIndices are told as $circumstance", ({ forkIndices, circumstance }) => {
  expect(reportsOf(forkIndices.map(errorIn)).map((report) => report.circumstance)).toEqual([
    circumstance,
  ]);
});

test("a cause that the error quotes is not told twice", () => {
  expect(reportsOf([errorIn(0)])[0]!.messageLines).toEqual(["returned a wrong result: not sorted"]);
});
