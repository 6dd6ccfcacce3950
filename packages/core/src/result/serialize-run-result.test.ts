import { describe, expect, test } from "vitest";

import { completeRunResult } from "../../test/complete-run-result.ts";
import { parseRunResult } from "./parse-run-result.ts";
import type { RunResult } from "./run-result.ts";
import { serializeRunResult } from "./serialize-run-result.ts";

const withRounds = (roundNs: readonly number[]): RunResult => {
  const [benchmark] = completeRunResult.benchmarks;
  const [fork] = benchmark!.forks;
  return {
    ...completeRunResult,
    benchmarks: [{ ...benchmark!, forks: [{ ...fork!, roundNs }] }],
  };
};

const reverseFields = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reverseFields);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, field]) => [key, reverseFields(field)]),
  );
};

describe("serializeRunResult", () => {
  test("writes what the reader reads back equal, and then the same bytes", () => {
    const text = serializeRunResult(completeRunResult);
    expect(parseRunResult(text)).toEqual(completeRunResult);
    expect(serializeRunResult(parseRunResult(text))).toBe(text);
  });

  test("does not depend on the order in which fields were set", () => {
    const reversed = reverseFields({ ...completeRunResult, benchmarks: [] }) as RunResult;
    expect(serializeRunResult(reversed).split("\n").slice(0, 4)).toEqual([
      "{",
      '  "schema": "paceline/run-result",',
      '  "schemaVersion": 1,',
      '  "id": "20261123T185700Z-1a2b3c",',
    ]);
  });

  test("keeps a thousand rounds on one line, so that a diff of two runs can be read", () => {
    const roundNs = Array.from({ length: 1000 }, (_, index) => 50_000 + index);
    const lines = serializeRunResult(withRounds(roundNs)).split("\n");
    expect(lines.filter((line) => line.includes("50999"))).toHaveLength(1);
    expect(lines.filter((line) => /"roundNs": \[50000, 50001, /.test(line))).toHaveLength(1);
  });

  test("ends with a newline", () => {
    expect(serializeRunResult(completeRunResult)).toMatch(/[^\n]\n$/);
  });

  test.for([Number.NaN, Infinity, -Infinity])("refuses %d, which would become null", (value) => {
    expect(() => serializeRunResult(withRounds([1, value]))).toThrow(
      `"benchmarks[0].forks[0].roundNs[1]" must be a finite number, got ${value}`,
    );
  });

  test("leaves out what is undefined, as JSON does", () => {
    const error = { name: "E", message: "m", code: undefined };
    const text = serializeRunResult({
      ...completeRunResult,
      fileErrors: [{ file: "a.bench.ts", error }],
    });
    expect(parseRunResult(text).fileErrors[0]!.error).toStrictEqual({ name: "E", message: "m" });
  });
});
