export { compareResults } from "./compare/compare-results.ts";
export type { CompareOptions, Comparison } from "./compare/compare-results.ts";
export { machineKey, runtimeKey } from "./compare/comparability.ts";
export type { Allowances } from "./compare/comparability.ts";
export type { GeometricMean } from "./compare/geometric-mean.ts";
export type { SymmetryAudit } from "./compare/symmetry.ts";
export { SUITE_THRESHOLDS, THRESHOLD_RATIO_DEFAULT, thresholdFor } from "./compare/threshold.ts";
export type { ThresholdRule, ThresholdSubject } from "./compare/threshold.ts";
export type {
  ComparisonFacts,
  DecidedReason,
  InvalidReason,
  Judgement,
  MetricComparison,
  RatioInterval,
  Side,
  UnclearReason,
  Verdict,
} from "./compare/verdict.ts";
export { wilsonInterval } from "./statistics/wilson-interval.ts";
export type { Share } from "./statistics/wilson-interval.ts";
