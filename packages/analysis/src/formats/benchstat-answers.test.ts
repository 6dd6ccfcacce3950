import { mannWhitneyU } from "@paceline/core";
import { describe, expect, test } from "vitest";

import { compareResults } from "../compare/compare-results.ts";
import { importRun } from "./import-run.ts";

// The example of benchstat: golang/perf at 02c5517, cmd/benchstat/testdata/old.txt and new.txt, with the answers
// that its documentation prints for them (cmd/benchstat/main.go).
const OLD = {
  json: [1726, 1723, 1707, 1707, 1713, 1729, 1736, 1707, 1705, 1774],
  gob: [3069, 3075, 3069, 3067, 3207, 3064, 3064, 3058, 3059, 3062],
};
const NEW = {
  json: [1423, 1416, 1411, 1413, 1412, 1426, 1422, 1424, 1447, 1425],
  gob: [3075, 3065, 3059, 3065, 3060, 3081, 3186, 3135, 3087, 3062],
};

const goText = (times: typeof OLD): string =>
  [
    "goos: linux",
    "goarch: amd64",
    "pkg: golang.org/x/perf/cmd/benchstat/testdata",
    ...Object.entries(times).flatMap(([format, values]) =>
      values.map((ns) => `BenchmarkEncode/format=${format}-48 \t  690848\t      ${ns} ns/op`),
    ),
    "PASS",
    "",
  ].join("\n");

describe("benchstat's example", () => {
  test.for([
    { format: "json", index: 0, oldNs: 1718, newNs: 1422.5, change: "-17.20%" },
    { format: "gob", index: 1, oldNs: 3065.5, newNs: 3070, change: "0.15%" },
  ])("has its medians and its change for $format", ({ index, oldNs, newNs, change }) => {
    const [before, after] = [OLD, NEW].map(
      (times) => importRun(goText(times)).benchmarks[index]!.metrics[0]!.median,
    );
    expect([before, after]).toEqual([oldNs, newNs]);
    expect(`${(100 * (after! / before! - 1)).toFixed(2)}%`).toBe(change);
  });

  test("has its p-values: 0.000 for json and 0.446 for gob", () => {
    expect(mannWhitneyU(OLD.json, NEW.json).pValue).toBeLessThan(0.0005);
    // Both sides have ties: benchstat counts their arrangements, we take the normal distribution, 0.4487.
    expect(mannWhitneyU(OLD.gob, NEW.gob).pValue).toBeCloseTo(0.446, 2);
  });

  test("is one process a side, which may show a change and never equality", () => {
    const { comparisons } = compareResults([importRun(goText(OLD))], [importRun(goText(NEW))]);
    expect(comparisons.map(({ verdict }) => verdict)).toEqual(["unclear", "unclear"]);
  });
});
