import type {
  BenchmarkError,
  BenchmarkResult,
  BenchmarkSettings,
  ForkResult,
  LeakExplanation,
  MetricSummary,
  Warning,
} from "@paceline/core";

import type { BenchmarkDescriptor, LeakPlan } from "../descriptor.ts";
import { judgeTarget } from "../summary/judge-target.ts";
import { summarizeBenchmark } from "../summary/summarize-benchmark.ts";
import type { BenchmarkSummary } from "../summary/summarize-benchmark.ts";
import { benchmarkWarnings } from "../warnings/benchmark-warnings.ts";
import { forkWarnings } from "../warnings/fork-warnings.ts";
import type { ExplainedLeak } from "./explain-leak.ts";
import type { ForkOutcome } from "./run-fork.ts";
import type { ForksJudge } from "./run-request.ts";

/** One benchmark of a run, from before its first fork to after its last. */
export interface BenchmarkProgress {
  readonly benchmark: BenchmarkDescriptor;
  readonly settings: BenchmarkSettings;
  /** True when it failed, so that its other forks need not run, or when all of them have. */
  readonly isOver: boolean;
  add(outcome: ForkOutcome): void;
  /** Adds what was found out about its leak after its last fork. */
  explain(explained: ExplainedLeak): void;
  /** True when all forks of the plan are done and it would be better judged by more. */
  readonly isUnsettled: boolean;
  /** Says that its forks have to do. */
  settle(): void;
  /** Says that no more forks come. */
  interrupt(): void;
  /** The benchmark as the document has it now. */
  readonly result: BenchmarkResult;
}

export interface ProgressOptions {
  readonly summarySeed: number;
  /** @defaultValue none does */
  readonly needsMoreForks?: ForksJudge | undefined;
}

export function createBenchmarkProgress(
  benchmark: BenchmarkDescriptor,
  settings: BenchmarkSettings,
  { summarySeed, needsMoreForks = () => false }: ProgressOptions,
): BenchmarkProgress {
  const forks: ForkResult[] = [];
  const ownWarnings: Warning[] = [];
  const errors: BenchmarkError[] = [];
  let summary: BenchmarkSummary = { metrics: [], targets: summarizeTargetsOnly(benchmark) };
  let isAsync = false;
  let explanation: LeakExplanation | null = null;
  let isInterrupted = false;
  const isFailed = (): boolean => errors.length > 0;
  let isUnsettled = false;
  const isComplete = (): boolean => forks.length >= settings.forkCount && !isUnsettled;
  const status = (): BenchmarkResult["status"] => {
    if (isFailed()) return "failed";
    // With all forks of the plan it can be compared, also when a run ends while more are added.
    if (forks.length >= settings.forkCount) return "completed";
    return isInterrupted ? "interrupted" : "pending";
  };
  const progress: BenchmarkProgress = {
    benchmark,
    settings,
    get isOver() {
      return isFailed() || isComplete() || isInterrupted;
    },
    add({ fork, facts, errors: forkErrors, isAsync: isForkAsync, isAborted, scalingTimeRatio }) {
      isAsync = isForkAsync ?? isAsync;
      if (isAborted) isInterrupted = true;
      else errors.push(...forkErrors);
      if (scalingTimeRatio !== null) {
        const forkIndex = forkErrors[0]?.forkIndex ?? 0;
        ownWarnings.push({ code: "scaling-refused", forkIndex, timeRatio: scalingTimeRatio });
      }
      if (fork === null || facts === null) return;
      forks.push(fork);
      ownWarnings.push(...forkWarnings(fork, facts, settings));
      summary = summarizeBenchmark(benchmark, forks, summarySeed);
      isUnsettled =
        !isFailed() && mayGrow(forks.length, settings) && needsMoreForks(progress.result);
    },
    get isUnsettled() {
      return isUnsettled && !isFailed() && !isInterrupted;
    },
    settle() {
      isUnsettled = false;
    },
    explain(explained) {
      ({ explanation } = explained);
      errors.push(...explained.errors);
    },
    interrupt() {
      isInterrupted = true;
    },
    get result(): BenchmarkResult {
      const facts = { summary, isAsync, explanation, ownWarnings };
      const copies = { forks: [...forks], errors: [...errors] };
      return resultOf(progress, { status: status(), ...facts, ...copies });
    },
  };
  return progress;
}

/** With all forks of the plan, and room for more. */
const mayGrow = (count: number, { forkCount, forkCountMax }: BenchmarkSettings): boolean =>
  count >= forkCount && count < (forkCountMax ?? forkCount);

interface ProgressState extends Pick<BenchmarkResult, "status" | "forks" | "isAsync" | "errors"> {
  readonly summary: BenchmarkSummary;
  readonly explanation: LeakExplanation | null;
  readonly ownWarnings: readonly Warning[];
}

function resultOf(
  { benchmark, settings }: Pick<BenchmarkProgress, "benchmark" | "settings">,
  { status, forks, summary, isAsync, explanation, ownWarnings, errors }: ProgressState,
): BenchmarkResult {
  const time = summary.metrics.find(({ name }) => name === "time");
  return {
    ...identityOf(benchmark),
    status,
    procedure: benchmark.procedure,
    ...(benchmark.leakPlan !== null && { leak: leakOf(benchmark.leakPlan, explanation) }),
    isAsync,
    itemsPerIteration: benchmark.itemsPerIteration,
    itemsUnit: benchmark.itemsUnit,
    settings,
    forks,
    metrics: summary.metrics,
    targets: summary.targets,
    peers: benchmark.peers,
    warnings: [...warningsOfAll(forks, time, isAsync), ...ownWarnings],
    errors,
  };
}

const identityOf = ({
  id,
  file,
  group,
  name,
  parameters,
}: BenchmarkDescriptor): Pick<
  BenchmarkResult,
  "id" | "file" | "group" | "name" | "parameters"
> => ({
  id,
  file,
  group,
  name,
  parameters,
});

/** Targets of a benchmark that has measured nothing yet: in the document all the same, not proven. */
const summarizeTargetsOnly = (benchmark: BenchmarkDescriptor): BenchmarkSummary["targets"] =>
  benchmark.targets.map((target) => judgeTarget(target, undefined));

/** Nothing for a benchmark that timed nothing, or has not yet. */
const warningsOfAll = (
  forks: readonly ForkResult[],
  time: MetricSummary | undefined,
  isAsync: boolean,
): readonly Warning[] => (time === undefined ? [] : benchmarkWarnings(forks, time, isAsync));

const leakOf = (
  { deltaBytesPerOperation, roundCountMin, expected }: LeakPlan,
  explanation: LeakExplanation | null,
): NonNullable<BenchmarkResult["leak"]> => ({
  deltaBytesPerOperation,
  roundCountMin,
  expected,
  explanation,
});
