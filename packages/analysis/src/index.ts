export { compareResults } from "./compare/compare-results.ts";
export type { CompareOptions, Comparison } from "./compare/compare-results.ts";
export { needsMoreForks } from "./compare/needs-more-forks.ts";
export type { ForkNeed } from "./compare/needs-more-forks.ts";
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
export { planForks } from "./variance/plan-forks.ts";
export type { ForkPlan, PlanOptions } from "./variance/plan-forks.ts";
export { splitVariance } from "./variance/variance-split.ts";
export type { VarianceSplit } from "./variance/variance-split.ts";
export { judgePairs, nextPairs } from "./sequential/judge-pairs.ts";
export type {
  PairComparison,
  PairFailure,
  PairRules,
  PairUnclearReason,
  SequentialVerdicts,
} from "./sequential/judge-pairs.ts";
export { addPair, startTrack } from "./sequential/pair-track.ts";
export type { PairOutcome, PairTrack, RatioSequence } from "./sequential/pair-track.ts";
export { pairsLeft } from "./sequential/pairs-left.ts";
export { calibratePairs } from "./calibration/calibrate-pairs.ts";
export type {
  BenchmarkCalibration,
  CalibrateOptions,
  Calibration,
  RecordedPairs,
} from "./calibration/calibrate-pairs.ts";
export type { Cause } from "./change-points/causes.ts";
export { findChangePoints } from "./change-points/find-change-points.ts";
export type { ChangePoint, ChangePointOptions } from "./change-points/find-change-points.ts";
export { judgeTrends } from "./change-points/judge-trends.ts";
export type { Trend, TrendChange } from "./change-points/judge-trends.ts";
export type { Series, SeriesKey, SeriesPoint } from "./change-points/series.ts";
export { ForeignFileError } from "./formats/foreign-file-error.ts";
export { IMPORT_FORMATS, importRun } from "./formats/import-run.ts";
export { writePytestBenchmark } from "./formats/write-pytest-benchmark.ts";
export type { History, RecordedRun, RecordedValue, SeriesQuery } from "./history/history.ts";
export { HistoryUnavailableError } from "./history/history-errors.ts";
export { createPostgresHistory } from "./history/postgres-history.ts";
export { createSqliteHistory } from "./history/sqlite-history.ts";
export { syncResults } from "./history/sync-results.ts";
export type { SyncReport, UnreadableResult } from "./history/sync-results.ts";
export { toRecordedRun } from "./history/to-recorded-run.ts";
export { checkLoad } from "./scaling/check-load.ts";
export type { LoadConsistency, ServedLoad } from "./scaling/check-load.ts";
export { estimateScaling } from "./scaling/estimate-scaling.ts";
export type {
  Estimated,
  EstimatedPeak,
  ScalingCell,
  ScalingDoubt,
  ScalingEstimate,
  ScalingOptions,
} from "./scaling/estimate-scaling.ts";
export { findCrossover } from "./scaling/find-crossover.ts";
export type { Crossover, CrossoverOptions, RatioCell } from "./scaling/find-crossover.ts";
export { fitUniversalLaw } from "./scaling/fit-universal-law.ts";
export type { RatePoint } from "./scaling/fit-universal-law.ts";
export { peakCount, rateAt } from "./scaling/universal-law.ts";
export type { UniversalLaw } from "./scaling/universal-law.ts";
export { judgeConcurrency } from "./scaling/study/judge-concurrency.ts";
export type { ConcurrencyStudy } from "./scaling/study/judge-concurrency.ts";
export type { Figure } from "./scaling/study/figure.ts";
export type { StudyCrossover } from "./scaling/study/find-crossovers.ts";
export type { Claim, ClaimName, ClaimVerdict } from "./scaling/study/judge-claims.ts";
export type { Recommendation, RecommendationEvidence } from "./scaling/study/recommend.ts";
export type { FailedCell, StudyBackendName, StudyPurpose } from "./scaling/study/study-cells.ts";
export type { BackendFigures, StudyRow } from "./scaling/study/study-rows.ts";
export type { WorkerPoint, WorkerScaling } from "./scaling/study/worker-scaling.ts";
export { judgeLeak } from "./leak/judge-leak.ts";
export type {
  ChannelJudgement,
  ForkGrowth,
  LeakJudgement,
  LeakReason,
  LeakVerdict,
} from "./leak/leak-verdict.ts";
