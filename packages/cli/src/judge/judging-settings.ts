import type { Allowances, ThresholdRule } from "@paceline/analysis";
import { InvalidOptionError } from "@paceline/core";
import type { OptionIssue } from "@paceline/core";
import type { ResolvedConfig } from "@paceline/harness";

/** The options of `commands/judging-options.ts`, as parsed. */
export interface JudgingInput {
  readonly threshold: string | undefined;
  readonly alpha: string | undefined;
  readonly allow: readonly ("machine" | "runtime" | "new" | "missing")[] | undefined;
  readonly budget: number | undefined;
  readonly filter: string | undefined;
}

export interface JudgingSettings {
  readonly errorRatio: number;
  readonly thresholds: readonly ThresholdRule[];
  readonly allow: Allowances;
  readonly budgetMs: number;
}

const ERROR_RATIO_DEFAULT = 0.05;
const BUDGET_MS_DEFAULT = 300_000;
const PERCENT_PER_RATIO = 100;

/** @throws {InvalidOptionError} naming every option that makes no sense. */
export function judgingSettings(input: JudgingInput, config: ResolvedConfig): JudgingSettings {
  const issues: OptionIssue[] = [];
  const errorRatio = input.alpha === undefined ? ERROR_RATIO_DEFAULT : Number(input.alpha);
  if (!(errorRatio > 0 && errorRatio <= 0.1)) {
    const expected = "a number above 0 and at most 0.1";
    issues.push({ path: "--alpha", expected, received: input.alpha });
  }
  const percent =
    input.threshold === undefined ? null : Number(input.threshold.replace(/\s*%$/, ""));
  if (percent !== null && !(percent > 0 && percent <= 1000)) {
    const expected = "a percentage above 0 and at most 1000, such as 5";
    issues.push({ path: "--threshold", expected, received: input.threshold });
  }
  if (issues.length > 0) throw new InvalidOptionError(issues);
  const allow = input.allow ?? [];
  return {
    errorRatio,
    thresholds: percent === null ? config.thresholds : [{ ratio: percent / PERCENT_PER_RATIO }],
    allow: {
      otherMachine: allow.includes("machine"),
      otherRuntime: allow.includes("runtime"),
      newBenchmarks: allow.includes("new"),
      missingBenchmarks: allow.includes("missing"),
    },
    budgetMs: input.budget ?? BUDGET_MS_DEFAULT,
  };
}
