import { readFileSync } from "node:fs";

import { parseRunResult, serializeRunResult } from "@paceline/core";
import type { RunResult } from "@paceline/core";
import { describe, expect, test } from "vitest";

import { compareResults } from "../compare/compare-results.ts";
import { importRun } from "./import-run.ts";

const fixture = (name: string): string =>
  readFileSync(new URL(`../../test/fixtures/${name}`, import.meta.url), "utf8");

const summary = ({ benchmarks }: RunResult): unknown =>
  benchmarks.map(({ id, status, forks, warnings }) => [
    id,
    status,
    forks.length,
    warnings.map(({ code }) => code),
  ]);

const ONE_PROCESS = ["foreign-forks", "few-forks"];
const CUT = [...ONE_PROCESS, "samples-missing"];

describe("importRun", () => {
  test.for([
    {
      file: "pytest-benchmark-5.3.1.json",
      expected: [
        ["test_x.py::test_sum", "completed", 1, ONE_PROCESS],
        ["test_x.py::test_sort[10]", "completed", 1, ONE_PROCESS],
        ["test_x.py::test_sort[50]", "completed", 1, ONE_PROCESS],
        ["test_x.py::test_none", "completed", 1, ONE_PROCESS],
      ],
    },
    {
      file: "hyperfine-1.15.0.json",
      expected: [
        ["sleep 0.003", "completed", 5, []],
        ["echo hi", "completed", 5, []],
      ],
    },
    {
      file: "google-benchmark.json",
      expected: [
        ["BM_Copy/8", "completed", 1, ONE_PROCESS],
        ["BM_Fail", "failed", 0, ONE_PROCESS],
        ["BM_Sum", "completed", 1, CUT],
      ],
    },
    { file: "jmh.json", expected: [["org.example.Join.run[size=10]:thrpt", "completed", 2, []]] },
    {
      file: "vitest-bench-5.1.1.json",
      expected: [["a.bench.ts > strings join > join", "completed", 1, CUT]],
    },
    {
      file: "go-benchmark.txt",
      expected: [
        ["example.com/x.BenchmarkJoin", "completed", 1, ONE_PROCESS],
        ["example.com/x.BenchmarkSize/n=10", "completed", 1, ONE_PROCESS],
        ["example.com/x.BenchmarkSize/n=100", "completed", 1, ONE_PROCESS],
      ],
    },
    {
      file: "tinybench-6.2.3.json",
      expected: [
        ["join", "completed", 1, CUT],
        ["split", "completed", 1, CUT],
      ],
    },
    {
      file: "mitata-1.0.34.json",
      expected: [
        ["strings/join 2", "completed", 1, ONE_PROCESS],
        ["strings/join 8", "completed", 1, ONE_PROCESS],
        ["strings/split", "completed", 1, ONE_PROCESS],
      ],
    },
  ])("tells $file apart and makes a valid document of it", ({ file, expected }) => {
    const run = importRun(fixture(file));
    expect(summary(run)).toEqual(expected);
    expect(parseRunResult(serializeRunResult(run))).toEqual(run);
    expect(importRun(serializeRunResult(run))).toEqual(run);
  });

  test.for([
    { file: "google-benchmark.json", median: 1600 },
    { file: "jmh.json", median: 500 },
    { file: "go-benchmark.txt", median: 65.66 },
    { file: "hyperfine-1.15.0.json", median: 4_635_397.3 },
  ])("reads times of $file into nanoseconds", ({ file, median }) => {
    expect(importRun(fixture(file)).benchmarks[0]!.metrics[0]!.median).toBeCloseTo(median, 1);
  });

  test("two imports of one process each are compared, never as the same", () => {
    const run = importRun(fixture("go-benchmark.txt"));
    const { comparisons } = compareResults([run], [run]);
    expect(new Set(comparisons.map(({ verdict }) => verdict))).toEqual(new Set(["unclear"]));
  });

  test("go's memory columns become metrics that are lower when better", () => {
    const [join] = importRun(fixture("go-benchmark.txt")).benchmarks;
    expect(join!.metrics.map(({ name, unit, median }) => [name, unit, median])).toEqual([
      ["time", "ns", expect.any(Number)],
      ["allocated", "bytes", 8],
      ["allocations", "count", 1],
    ]);
  });

  test.for<[string, string, string]>([
    ["an empty file", "", "not JSON"],
    ["a file cut off", '{"machine_info": {', "not JSON"],
    ["prose", "hello", "not JSON"],
    ["JSON of nobody", '{"a": 1}', "nothing in it is known"],
    ["a list of nothing", "[]", "nothing in it is known"],
    [
      "a field of the wrong kind",
      '{"machine_info": {}, "benchmarks": [{"name": "a", "stats": {"median": "fast"}}]}',
      "benchmarks[0].stats.median must be a number",
    ],
    [
      "benchmarks that are no list",
      '{"machine_info": {}, "benchmarks": 3}',
      "benchmarks must be a list, got 3",
    ],
  ])("says what is wrong with %s", ([, text, message]) => {
    expect(() => importRun(text)).toThrow(message);
  });
});
