export { assert } from "./assert.ts";
export { createClock } from "./clock.ts";
export type { Clock } from "./clock.ts";
export {
  ERROR_CODES,
  hasErrorCode,
  InvalidOptionError,
  InvalidSamplesError,
  PacelineError,
} from "./errors.ts";
export type { ErrorCode, OptionIssue } from "./errors.ts";
export { toErrorRecord } from "./error-record.ts";
export type { ErrorRecord } from "./error-record.ts";
export { fromErrorRecord } from "./from-error-record.ts";
export { createManualClock } from "./manual-clock.ts";
export type { ManualClock } from "./manual-clock.ts";
export type { PlainValue } from "./plain-value.ts";
export { createRandom } from "./random.ts";
export type { Random } from "./random.ts";
export { seedFrom } from "./seed-from.ts";
export { shuffle } from "./shuffle.ts";
export type { Evidence, GcEvidence, GcKind } from "./result/evidence.ts";
export type {
  GrowingClass,
  LeakExplanation,
  LeakRecord,
  LeakResult,
  LeakSeries,
  WatchedClass,
} from "./result/leak-record.ts";
export { LEAK_CHANNELS, LEVEL_TOLERANCE_BYTES } from "./result/leak-channels.ts";
export type { LeakChannel } from "./result/leak-channels.ts";
export type { MemoryRecord } from "./result/memory-record.ts";
export type { Direction, Interval, MetricSummary, Unit } from "./result/metric.ts";
export type { PeerFigure } from "./result/peer-figure.ts";
export { RESULT_SCHEMA_VERSION } from "./result/run-result.ts";
export type {
  BenchmarkError,
  BenchmarkResult,
  BenchmarkSettings,
  CarriedProfiles,
  CommitRecord,
  FileError,
  ForkResult,
  MachineRecord,
  ParameterValue,
  Procedure,
  RunResult,
  RuntimeRecord,
  TimerName,
  WarmupRecord,
} from "./result/run-result.ts";
export type { TargetOutcome, TargetSpec, TargetStatistic, TargetStatus } from "./result/target.ts";
export type { Warning, WarningCode } from "./result/warning.ts";
export { stretchBounds } from "./result/yardstick-record.ts";
export type { YardstickRecord } from "./result/yardstick-record.ts";
export type { ShapeIssue } from "./shape/check-shape.ts";
export type { JsonSchema } from "./shape/json-schema.ts";
export { parseRunResult } from "./result/parse-run-result.ts";
export {
  InvalidResultError,
  NotAResultError,
  ResultNotJsonError,
  ResultNotSerializableError,
  ResultTooNewError,
} from "./result/result-errors.ts";
export { runResultSchema } from "./result/run-result-schema.ts";
export { serializeRunResult } from "./result/serialize-run-result.ts";
export { scaleOfUnit, summarizeMetric } from "./result/summarize-metric.ts";
export type { MetricSamples } from "./result/summarize-metric.ts";
export { bootstrapInterval } from "./statistics/bootstrap.ts";
export type { BootstrapInterval, BootstrapOptions, Statistic } from "./statistics/bootstrap.ts";
export type { Bounds } from "./statistics/bounds.ts";
export { clusterBootstrap } from "./statistics/cluster-bootstrap.ts";
export type { ClusterBootstrapOptions } from "./statistics/cluster-bootstrap.ts";
export { hodgesLehmann } from "./statistics/hodges-lehmann.ts";
export type { LocationShift } from "./statistics/hodges-lehmann.ts";
export { holm } from "./statistics/holm.ts";
export type { HolmResult } from "./statistics/holm.ts";
export { mannWhitneyU } from "./statistics/mann-whitney-u.ts";
export type { Alternative, MannWhitneyResult } from "./statistics/mann-whitney-u.ts";
export { mean } from "./statistics/mean.ts";
export { median, medianInPlace } from "./statistics/median.ts";
export { medianAbsoluteDeviation } from "./statistics/median-absolute-deviation.ts";
export { normalCdf, normalQuantile } from "./statistics/normal-distribution.ts";
export { countOutliers } from "./statistics/outliers.ts";
export type { OutlierCounts } from "./statistics/outliers.ts";
export { findPlateau } from "./statistics/plateau.ts";
export type { Plateau } from "./statistics/plateau.ts";
export { quantile } from "./statistics/quantile.ts";
export { quartiles } from "./statistics/quartiles.ts";
export type { Quartiles } from "./statistics/quartiles.ts";
export { sortSamples } from "./statistics/sorted-samples.ts";
export type { SortedSamples } from "./statistics/sorted-samples.ts";
export { standardDeviation } from "./statistics/standard-deviation.ts";
export { studentTQuantile } from "./statistics/student-t.ts";
export { studentTAbove, studentTTail } from "./statistics/student-t-tail.ts";
export { theilSen } from "./statistics/theil-sen.ts";
export type { TheilSenLine } from "./statistics/theil-sen.ts";
export { tukeyFences } from "./statistics/tukey-fences.ts";
export type { TukeyFences } from "./statistics/tukey-fences.ts";
export {
  gib,
  gibFromBytes,
  kib,
  kibFromBytes,
  mib,
  mibFromBytes,
  ms,
  msFromNs,
  ns,
  nsFromMs,
  perSecond,
  seconds,
  secondsFromNs,
  us,
  usFromNs,
} from "./units.ts";
export { withoutPassword } from "./without-password.ts";
