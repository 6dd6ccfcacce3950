import type { BenchmarkResult, LeakSeries } from "@paceline/core";
import { describe, expect, test } from "vitest";

import { exampleBenchmark, exampleRun } from "../../test/example-run.ts";
import { renderMarkdown } from "../formats/markdown/render-markdown.ts";
import { renderText } from "../formats/text/render-text.ts";
import { leakOutcomeOf } from "./leak-outcome.ts";

const OPERATIONS = 2_000;

/** Thirty rounds of a process whose heap grows by so many bytes per operation. */
function seriesOf(bytesPerOperation: number, roundCount: number, operations: number): LeakSeries {
  const flat = (value: number): readonly number[] =>
    Array.from({ length: roundCount }, () => value);
  return {
    operationsPerRound: operations,
    heapBytes: flat(5e6).map((bytes, round) => bytes + bytesPerOperation * operations * round),
    externalBytes: flat(1_800_000),
    bufferBytes: flat(10_000),
    workerBytes: flat(0),
    workerCount: flat(0),
    handleBytes: flat(2_400),
    mallocedBytes: flat(160_000),
    contextCount: flat(1),
    activeHandleCount: flat(0),
    queuedCount: [],
    rssBytes: flat(60e6),
  };
}

function leakBenchmark(
  name: string,
  bytesPerOperation: number,
  expected: "leak" | "no-leak" = "no-leak",
): BenchmarkResult {
  const example = exampleBenchmark("memory", name, 100);
  const [fork] = example.forks;
  const isGrowing = bytesPerOperation > 0;
  return {
    ...example,
    procedure: "leak",
    metrics: [],
    leak: {
      deltaBytesPerOperation: 1,
      roundCountMin: 30,
      expected,
      explanation: isGrowing
        ? {
            operationCounts: [1, 2, 3],
            growingClasses: [
              {
                className: "Held\u001b[31m",
                instanceCounts: [20_000, 30_000, 40_000],
                shallowBytes: [1, 2, 3],
                isWarmup: false,
                retainingPath: ["[*] of Array", ".held of Inbox"],
              },
            ],
          }
        : null,
    },
    forks: [0, 1, 2].map((index) => ({
      ...fork!,
      index,
      roundNs: [],
      leak: {
        series: seriesOf(bytesPerOperation, 30, OPERATIONS),
        doubledSeries: isGrowing ? seriesOf(bytesPerOperation, 15, 2 * OPERATIONS) : null,
        isExtended: false,
        heapLimitBytes: 2 ** 29,
        mallocArenaMax: null,
        watched: [
          { className: "Held", countBefore: 0, countAfter: isGrowing ? 9 : 0, operationCount: 9 },
        ],
      },
    })),
  };
}

const run = exampleRun({
  benchmarks: [
    leakBenchmark("holds everything it was ever given, for as long as it lives", 104),
    leakBenchmark("drops", 0),
    leakBenchmark("planted", 64, "leak"),
    leakBenchmark("blind", 0, "leak"),
  ],
});

describe("the leak table", () => {
  test("says of each what it is, where it grows and who holds it, in eighty columns", () => {
    const text = renderText(run, { width: 80, isColored: false });
    expect(text).toMatch(/^✗ holds.*it lives +104 B +0 B +0 B +1\.09 B  leak$/m);
    expect(text).toContain("    heap: 104 B to 104 B per operation\n");
    expect(text).toContain("    class Held: 0 → 9 instances in 9 operations\n");
    expect(text.replaceAll(/\s+/g, " ")).toContain("held by [*] of Array ← .held of Inbox");
    expect(text).toMatch(/^✓ drops .* no leak$/m);
    expect(text).toMatch(/^✓ planted .* leak, planted$/m);
    expect(text).toMatch(/^✗ blind .* planted, not found$/m);
    expect(text.split("\n").filter((line) => line.length > 80)).toEqual([]);
    // Names come from a document that anybody may have written.
    expect(text).not.toContain("\u001b");
  });

  test("is the same in Markdown", () => {
    const page = renderMarkdown(run);
    expect(page).toContain("### Leaks, growth per operation");
    expect(page).toMatch(/\| drops +\| +0 B \|/);
  });

  test("tells what an exit code is made of; a smoke run judges nothing", () => {
    expect(leakOutcomeOf(run)).toEqual({ leakCount: 1, missedCount: 1, unclearCount: 0 });
    expect(leakOutcomeOf({ ...run, preset: "smoke" })).toEqual({
      leakCount: 0,
      missedCount: 0,
      unclearCount: 0,
    });
  });
});
