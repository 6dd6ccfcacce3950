import { parseRunResult, serializeRunResult } from "@paceline/core";
import { describe, expect, test } from "vitest";

import { compareResults } from "../compare/compare-results.ts";
import { importRun } from "./import-run.ts";

/** One file of each format with two benchmarks, the numbers of the first given as the text of its JSON. */
const FILES = {
  pytest: (stats: string) =>
    `{"machine_info": {}, "benchmarks": [{"name": "a", "fullname": "t.py::a", "stats": {${stats}}}, {"name": "b", "stats": {"data": [1e-6], "rounds": 1}}]}`,
  hyperfine: (fields: string) =>
    `{"results": [{"command": "a", ${fields}}, {"command": "b", "times": [1]}]}`,
  google: (fields: string) =>
    `{"context": {"num_cpus": 2}, "benchmarks": [{"name": "a", ${fields}}, {"name": "b", "real_time": 1}]}`,
  jmh: (fields: string) =>
    `[{"jmhVersion": "1", "benchmark": "x.a", "primaryMetric": {"scoreUnit": "ops/ms", ${fields}}}, {"benchmark": "x.b", "primaryMetric": {"scoreUnit": "ns/op", "score": 1}}]`,
  mitata: (samples: string) =>
    `{"context": {"noop": {}}, "benchmarks": [{"runs": [{"name": "a", "stats": {"samples": ${samples}}}, {"name": "b", "stats": {"samples": [1]}}]}]}`,
  tinybench: (latency: string) =>
    `[{"name": "a", "result": {"latency": {${latency}}}}, {"name": "b", "result": {"latency": {"samples": [1]}}}]`,
  vitest: (fields: string) =>
    `{"files": [{"filepath": "f", "groups": [{"benchmarks": [{"name": "a", ${fields}}, {"name": "b", "mean": 1}]}]}]}`,
};

type Case = readonly [format: keyof typeof FILES, content: string, failure: string];

describe("a number that stands for no measurement", () => {
  test.for<Case>([
    [
      "pytest",
      '"data": [1e-6, NaN], "rounds": 2, "median": 1e-6',
      "stats.data[1] must be a finite number, got NaN",
    ],
    [
      "pytest",
      '"data": [1e-6, -Infinity], "rounds": 2',
      "stats.data[1] must be a finite number, got -Infinity",
    ],
    [
      "pytest",
      '"median": Infinity, "rounds": 5',
      "stats.median must be a finite number, got Infinity",
    ],
    [
      "pytest",
      '"median": 1e-6, "max": Infinity, "rounds": 5',
      "stats.max must be a finite number, got Infinity",
    ],
    ["pytest", '"rounds": 5', "stats.median must be a finite number, got nothing"],
    ["pytest", '"median": null, "rounds": 5', "stats.median must be a finite number, got null"],
    ["pytest", '"data": [], "rounds": 0', "stats.rounds must be at least 1, got 0"],
    ["pytest", '"data": [1e-6], "rounds": NaN', "stats.rounds must be a finite number, got NaN"],
    [
      "pytest",
      '"data": [1e-6], "rounds": 1, "iterations": 0',
      "stats.iterations must be at least 1, got 0",
    ],
    ["pytest", '"data": [1e300], "rounds": 1', "it has a time of Infinity ns"],
    ["hyperfine", '"times": [1, null]', "results[0].times[1] must be a finite number, got null"],
    ["hyperfine", '"times": []', "results[0].times must hold at least one number, got []"],
    ["hyperfine", '"mean": NaN', "results[0].mean must be a finite number, got NaN"],
    ["google", '"real_time": NaN', "benchmarks[0].real_time must be a finite number, got NaN"],
    [
      "google",
      '"real_time": 1, "iterations": 0',
      "benchmarks[0].iterations must be at least 1, got 0",
    ],
    ["google", '"time_unit": "ns"', "benchmarks[0].real_time must be a finite number, got nothing"],
    ["jmh", '"score": "NaN"', "primaryMetric.score must be a finite number, got NaN"],
    ["jmh", '"rawData": [[0, 1]], "score": 1', "primaryMetric.rawData[0][0] must not be 0 ops/ms"],
    ["jmh", '"rawData": [[]], "score": 1', "it has no samples"],
    ["mitata", "[]", "stats.samples must hold at least one number, got []"],
    ["mitata", "[1, null]", "stats.samples[1] must be a finite number, got null"],
    ["tinybench", '"mean": null', "latency.mean must be a finite number, got null"],
    [
      "tinybench",
      '"samples": [], "sampleCount": 0, "mean": 1',
      "latency.sampleCount must be at least 1, got 0",
    ],
    ["vitest", '"mean": null', "benchmarks[0].mean must be a finite number, got null"],
  ])("of %s, %s, fails its benchmark and no other", ([format, content, failure]) => {
    const run = importRun(FILES[format](content));
    const [bad, good] = run.benchmarks;
    expect(bad!.errors[0]?.error.message).toContain(failure);
    expect([bad!.status, good!.status]).toEqual(["failed", "completed"]);
    // What was refused has not found its way into the document.
    expect(parseRunResult(serializeRunResult(run))).toEqual(run);
    const [first, second] = compareResults([run], [run]).comparisons;
    expect(first).toMatchObject({
      verdict: "invalid",
      reason: { code: "not-completed", message: expect.stringContaining(failure) },
    });
    expect(second!.verdict).toBe("unclear");
  });

  test("in a field that nothing is read from does no harm", () => {
    const run = importRun(
      FILES.pytest('"data": [1e-6], "rounds": 1, "ops": Infinity, "stddev": NaN'),
    );
    expect(run.benchmarks[0]).toMatchObject({ status: "completed", errors: [] });
  });

  test("beside the measurements is not known", () => {
    const run = importRun(
      '{"machine_info": {"cpu": {"count": NaN}}, "benchmarks": [{"name": "a", "params": {"x": NaN}, "stats": {"data": [1e-6], "rounds": 1}}]}',
    );
    expect(run.machine.cpuCount).toBe(0);
    expect(run.benchmarks[0]!.parameters).toEqual({ x: "NaN" });
    expect(parseRunResult(serializeRunResult(run))).toEqual(run);
  });

  test("of Go is refused with its line, since text says nothing else of it", () => {
    expect(() => importRun("BenchmarkA-2  100  NaN ns/op\n")).toThrow(
      "BenchmarkA-2 must have a finite number of ns/op, got NaN",
    );
  });
});

describe("zero and negative times, and names that are there twice", () => {
  test.for([0, -3e-6])("a time of %d s is read, and nothing is compared with it", (seconds) => {
    const run = importRun(FILES.pytest(`"data": [${seconds}, 1e-6], "rounds": 2`));
    expect(compareResults([run], [run]).comparisons[0]).toMatchObject({
      verdict: "invalid",
      reason: { code: "non-positive-samples", value: seconds * 1e9 },
    });
  });

  test.for<Case>([
    [
      "pytest",
      '"data": [1e-6], "rounds": 1}}, {"name": "b", "stats": {"data": [1e-6], "rounds": 1',
      "b",
    ],
    ["hyperfine", '"times": [1]}, {"command": "b", "times": [1]', "b"],
    ["mitata", '[1]}}, {"name": "b", "stats": {"samples": [2]', "b"],
    ["tinybench", '"mean": 1}}}, {"name": "b", "result": {"latency": {"mean": 1', "b"],
    ["vitest", '"mean": 1}, {"name": "b", "mean": 1', "f >  > b"],
  ])("of %s are not comparable", ([format, content, id]) => {
    const run = importRun(FILES[format](content));
    const twice = compareResults([run], [run]).comparisons.find(
      ({ benchmarkId }) => benchmarkId === id,
    );
    expect(twice).toMatchObject({
      verdict: "invalid",
      reason: { code: "duplicate-benchmark", count: 2 },
    });
  });

  test("a benchmark of pytest without a name is refused with its place", () => {
    expect(() => importRun('{"machine_info": {}, "benchmarks": [{"stats": {}}]}')).toThrow(
      "benchmarks[0].name must be text, got nothing",
    );
  });
});
