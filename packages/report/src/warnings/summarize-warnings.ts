import type { BenchmarkResult, Warning, WarningCode } from "@paceline/core";

import { benchmarkLabel } from "../table/benchmark-facts.ts";
import { safeLine } from "../words/safe-text.ts";
import { WARNING_WORDS } from "./warning-words.ts";
import type { WarningWords } from "./warning-words.ts";

/** Stands for all warnings of a smoke run, which stay in its document. */
export const SMOKE_DOUBT = "a smoke run proves that everything runs, not how fast it is";

/** Everything said about one kind of doubt in a run. */
export interface WarningSummary extends WarningWords {
  readonly code: WarningCode;
  readonly warningCount: number;
  /** Names with parameters, safe to print, in the order of the document. */
  readonly benchmarkLabels: readonly string[];
}

interface Sighting {
  readonly benchmark: BenchmarkResult;
  readonly warning: Warning;
}

/** One entry per code, the most frequent first: forty identical warnings are one entry that says forty. */
export function summarizeWarnings(
  benchmarks: readonly BenchmarkResult[],
): readonly WarningSummary[] {
  const sightings = benchmarks.flatMap((benchmark) =>
    benchmark.warnings.map((warning): Sighting => ({ benchmark, warning })),
  );
  const byCode = Map.groupBy(sightings, ({ warning }) => warning.code);
  return Array.from(byCode, ([code, seen]) => ({
    code,
    warningCount: seen.length,
    benchmarkLabels: [...new Set(seen.map(({ benchmark }) => benchmarkLabel(benchmark)))],
    ...describe(
      code,
      seen.map(({ warning }) => warning),
    ),
  })).toSorted((a, b) => b.warningCount - a.warningCount);
}

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- it ties the entry of the table to its warnings
function describe<Code extends WarningCode>(
  code: Code,
  warnings: readonly Warning[],
): WarningWords {
  const isOfCode = (warning: Warning): warning is Extract<Warning, { readonly code: Code }> =>
    warning.code === code;
  const { seen, cause, advice } = WARNING_WORDS[code](warnings.filter(isOfCode));
  // What was seen may quote the document; the rest is ours.
  return { seen: safeLine(seen), cause, advice };
}
