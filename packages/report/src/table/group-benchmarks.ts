import type { BenchmarkResult } from "@paceline/core";

import { parametersText, timeOf } from "./benchmark-facts.ts";
import { safeLine } from "../words/safe-text.ts";

/** What makes one table. `param:NAME` groups by the value of one parameter. */
export const GROUP_KEYS = ["group", "name", "file", "params", "all"] as const;
export type GroupKey = (typeof GROUP_KEYS)[number] | `param:${string}`;

/** Rows of one table. The title is safe to print. */
export interface BenchmarkGroup {
  readonly title: string;
  readonly benchmarks: readonly BenchmarkResult[];
}

/** Groups appear in the order of their first benchmark. With several keys a group shares all of them. */
export function groupBenchmarks(
  benchmarks: readonly BenchmarkResult[],
  keys: readonly GroupKey[],
): readonly BenchmarkGroup[] {
  const groups = Map.groupBy(benchmarks, (benchmark) =>
    keys
      .map((key) => keyText(benchmark, key))
      .filter((text) => text !== "")
      .join(" · "),
  );
  return Array.from(groups, ([title, members]) => ({ title, benchmarks: members }));
}

/**
 * Fastest median in ns of what a benchmark of a table compares with; null unless there are two to compare.
 *
 * Runs of one benchmark with other parameters compare with each other, the rest with the rest: how much
 * slower decoding a message is than encoding another says nothing.
 */
export function bestMedianNsBeside(
  benchmark: BenchmarkResult,
  benchmarks: readonly BenchmarkResult[],
): number | null {
  const hasVariants = (name: string): boolean =>
    benchmarks.filter((other) => other.name === name).length > 1;
  const isVariant = hasVariants(benchmark.name);
  const medians = benchmarks
    .filter(({ name }) => (isVariant ? name === benchmark.name : !hasVariants(name)))
    .map((other) => timeOf(other)?.median)
    .filter((median) => median !== undefined);
  return medians.length < 2 ? null : Math.min(...medians);
}

function keyText(benchmark: BenchmarkResult, key: GroupKey): string {
  switch (key) {
    case "group":
      return safeLine(benchmark.group);
    case "name":
      return safeLine(benchmark.name);
    case "file":
      return safeLine(benchmark.file);
    case "params":
      return parametersText(benchmark) || "no parameters";
    case "all":
      return "";
    default: {
      const name = key.slice("param:".length);
      // A parameter may be asked for by any name, "constructor" too.
      return Object.hasOwn(benchmark.parameters, name)
        ? safeLine(`${name}=${benchmark.parameters[name]}`)
        : `without ${safeLine(name)}`;
    }
  }
}
