import { readFileSync } from "node:fs";

import { describe, expect, test } from "vitest";

import { makeBenchmark, makeRun } from "../../test/make-run.ts";
import { importRun } from "./import-run.ts";
import { parsePythonJson } from "./parse-python-json.ts";
import { pytestStatistics } from "./pytest-statistics.ts";
import { writePytestBenchmark } from "./write-pytest-benchmark.ts";

interface PytestFile {
  readonly benchmarks: readonly {
    readonly fullname: string;
    readonly group: string | null;
    readonly stats: Record<string, number | string | readonly number[]> & {
      readonly data: readonly number[];
    };
  }[];
}

const text = readFileSync(
  new URL("../../test/fixtures/pytest-benchmark-5.3.1.json", import.meta.url),
  "utf8",
);
const original = JSON.parse(text) as PytestFile;

const fileOf = (stats: object, more: object = {}): string =>
  JSON.stringify({
    machine_info: {},
    commit_info: { project: "x" },
    benchmarks: [{ name: "a", fullname: "t.py::a", stats, ...more }],
  });

describe("statistics in pytest-benchmark's way", () => {
  test.for(original.benchmarks.map(({ fullname, stats }) => ({ fullname, stats })))(
    "equal those that pytest-benchmark 5.3.1 wrote for $fullname",
    ({ stats }) => {
      const { data } = stats;
      for (const [name, value] of Object.entries(pytestStatistics(data))) {
        if (typeof value === "number") {
          expect(value / Number(stats[name]) || 1, name).toBeCloseTo(1, 10);
        } else expect(value, name).toBe(stats[name]);
      }
    },
  );
});

describe("the round trip", () => {
  test("through our document and back keeps names, groups, data and statistics", () => {
    const again = JSON.parse(writePytestBenchmark(importRun(text))) as PytestFile;
    for (const [index, { fullname, group, stats }] of original.benchmarks.entries()) {
      const other = again.benchmarks[index]!;
      expect([other.fullname, other.group]).toEqual([fullname, group]);
      expect(other.stats.data).toHaveLength(stats.data.length);
      for (const [place, seconds] of stats.data.entries()) {
        expect(other.stats.data[place]! / seconds).toBeCloseTo(1, 12);
      }
      expect(Object.keys(other.stats)).toEqual(Object.keys(stats));
    }
  });

  test("of our own result keeps times of all forks", () => {
    const run = makeRun([makeBenchmark("é", [[1000, 1100], [1200]])]);
    const written = writePytestBenchmark(run);
    // oxlint-disable-next-line no-control-regex -- Python writes ASCII only
    expect(written).toMatch(/^[\u0000-\u007f]*$/);
    const [benchmark] = importRun(written).benchmarks;
    expect(benchmark!.name).toBe("é");
    expect(benchmark!.metrics[0]!.median).toBeCloseTo(1100, 9);
  });
});

describe("what real files hold", () => {
  test("NaN and infinities outside of text are read, inside of text they are text", () => {
    expect(parsePythonJson('{"a": NaN, "b": [-Infinity, Infinity], "NaN": "x NaN"}')).toEqual({
      a: Number.NaN,
      b: [-Infinity, Infinity],
      NaN: "x NaN",
    });
  });

  test("data shorter than the rounds is not recomputed from", () => {
    const stats = { min: 1e-6, max: 9e-6, mean: 2e-6, median: 2e-6, stddev: 1e-6, rounds: 38_523 };
    const [benchmark] = importRun(
      fileOf({ ...stats, q1: 1e-6, q3: 3e-6, data: [7e-6, 8e-6], iterations: 10 }),
    ).benchmarks;
    expect(benchmark!.metrics[0]!.median).toBeCloseTo(2000, 9);
    expect(benchmark!.metrics[0]!.q3).toBeCloseTo(3000, 9);
    expect(benchmark!.warnings).toContainEqual({
      code: "samples-missing",
      keptCount: 1,
      measuredCount: 38_523,
    });
  });

  test("a file of version 2.5 without params, ops or totals is read", () => {
    const [benchmark] = importRun(fileOf({ mean: 2e-6, min: 1e-6, rounds: 5 })).benchmarks;
    expect(benchmark!.metrics[0]).toMatchObject({ median: 2000, min: 1000 });
    expect(benchmark!.parameters).toEqual({});
  });

  test("a benchmark without a finite median fails alone and says so", () => {
    const json = `{"machine_info": {}, "benchmarks": [{"name": "a", "stats": {"median": NaN, "rounds": 5}}]}`;
    expect(importRun(json).benchmarks[0]).toMatchObject({
      status: "failed",
      errors: [{ error: { code: "PACELINE_FOREIGN_FILE" } }],
    });
  });

  test("params may be any JSON, commit ids may be missing, machines may say little", () => {
    const params = { n: 3, name: "x", list: [1, 2], nothing: null };
    const run = importRun(fileOf({ median: 1e-6, rounds: 1 }, { params, param: null }));
    expect(run.benchmarks[0]!.parameters).toEqual({
      n: 3,
      name: "x",
      list: "[1,2]",
      nothing: "null",
    });
    expect(run.commit).toBeNull();
    expect(run.machine.cpuModel).toBe("unknown");
  });
});
