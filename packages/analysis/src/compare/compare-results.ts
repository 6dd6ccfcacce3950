import { assert, InvalidOptionError } from "@paceline/core";
import type { FileError, RunResult } from "@paceline/core";

import type { Allowances } from "./comparability.ts";
import { ERROR_RATIO_DEFAULT, familyLevels } from "./family.ts";
import { geometricMeans } from "./geometric-mean.ts";
import type { GeometricMean } from "./geometric-mean.ts";
import { ERROR_RATIO_MAX } from "./log-ratio.ts";
import { closeComparison, openComparison } from "./judge-metric.ts";
import type { OpenComparison, PreparedMetric } from "./judge-metric.ts";
import { pairUp } from "./pair-up.ts";
import { prepareMetrics } from "./prepare-metrics.ts";
import { suiteVarianceOf } from "./squared-error.ts";
import { auditSymmetry } from "./symmetry.ts";
import type { SymmetryAudit } from "./symmetry.ts";
import { thresholdIssues } from "./threshold.ts";
import type { ThresholdRule } from "./threshold.ts";
import type { MetricComparison } from "./verdict.ts";

export interface CompareOptions {
  /** Chance of any false verdict in the whole comparison. @defaultValue 0.05 */
  readonly errorRatio?: number;
  /** First match wins; the built-in suite's own come after them. */
  readonly thresholds?: readonly ThresholdRule[];
  readonly allow?: Allowances;
}

/** Two sides judged, as plain data. */
export interface Comparison {
  readonly errorRatio: number;
  /** In the head's order, "time" first within each benchmark. */
  readonly comparisons: readonly MetricComparison[];
  /** Of time, per group and then of all; empty when nothing could be compared. */
  readonly geometricMeans: readonly GeometricMean[];
  readonly symmetry: SymmetryAudit;
  /** Benchmark files of the head that could not be loaded: what they hold was not compared. */
  readonly fileErrors: readonly FileError[];
}

/**
 * Judges each metric of each benchmark: faster, slower, same, unclear or invalid, with the chance of any
 * wrong "faster" or "slower" in the whole at most `errorRatio`, and that of any wrong "same" likewise.
 *
 * Several runs on a side are replicates of each other, so that what changes between runs is part of the
 * interval; with one run a side its forks are, and what changes between runs is not seen.
 *
 * @throws {InvalidOptionError} for a bad level or threshold.
 */
export function compareResults(
  baseRuns: readonly RunResult[],
  headRuns: readonly RunResult[],
  options: CompareOptions = {},
): Comparison {
  assert(baseRuns.length > 0 && headRuns.length > 0, "a comparison needs a run on each side");
  const { errorRatio = ERROR_RATIO_DEFAULT, thresholds = [], allow = {} } = options;
  checkOptions(errorRatio, thresholds);

  const entries = pairUp(baseRuns, headRuns, allow).flatMap((pair) =>
    prepareMetrics(pair, thresholds, allow),
  );
  const prepared = entries.filter((entry) => "facts" in entry);
  const open = openFamily(prepared);
  const changes = familyLevels(
    open.map((entry) => entry.changePValue),
    errorRatio,
  );
  const sames = familyLevels(
    open.map((entry) => entry.samePValue),
    errorRatio,
  );
  const closed = open.map((entry, index) => closeComparison(entry, changes[index]!, sames[index]!));
  const verdicts = new Map(prepared.map((entry, index) => [entry, closed[index]!]));
  const times = open.filter(({ facts }) => facts.metric === "time");
  const unchanged = closed.filter(
    ({ metric, verdict }) => metric === "time" && verdict !== "slower" && verdict !== "faster",
  );
  return {
    errorRatio,
    comparisons: entries.map((entry) => ("facts" in entry ? verdicts.get(entry)! : entry)),
    geometricMeans: geometricMeans(
      times.map(({ facts: { group }, logRatio }) => ({ group, logRatio })),
      errorRatio,
    ),
    symmetry: auditSymmetry(unchanged.map(({ ratio }) => Math.log(ratio ?? 1))),
    fileErrors: headRuns.flatMap((run) => run.fileErrors),
  };
}

function checkOptions(errorRatio: number, thresholds: readonly ThresholdRule[]): void {
  const issues = thresholdIssues(thresholds, "thresholds");
  if (!(errorRatio > 0 && errorRatio <= ERROR_RATIO_MAX)) {
    issues.push({
      path: "errorRatio",
      expected: `a number above 0 and at most ${ERROR_RATIO_MAX}`,
      received: errorRatio,
    });
  }
  if (issues.length > 0) throw new InvalidOptionError(issues);
}

/** Few forks take their least spread from the same metric of the other benchmarks. */
function openFamily(prepared: readonly PreparedMetric[]): readonly OpenComparison[] {
  const sides = Map.groupBy(prepared, ({ facts }) => facts.metric);
  const variances = new Map(
    [...sides].map(([metric, members]) => [
      metric,
      suiteVarianceOf(
        members.flatMap(({ base, head, host }) => [host?.base ?? base, host?.head ?? head]),
      ),
    ]),
  );
  return prepared.map((entry) => openComparison(entry, variances.get(entry.facts.metric) ?? null));
}
