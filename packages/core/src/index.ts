export { assert } from "./assert.ts";
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
export { createRandom } from "./random.ts";
export type { Random } from "./random.ts";
export type { Evidence, GcEvidence, GcKind } from "./result/evidence.ts";
export type { Direction, Interval, MetricSummary, Unit } from "./result/metric.ts";
export { RESULT_SCHEMA_VERSION } from "./result/run-result.ts";
export type {
  BenchmarkError,
  BenchmarkResult,
  BenchmarkSettings,
  CommitRecord,
  FileError,
  ForkResult,
  MachineRecord,
  ParameterValue,
  RunResult,
  RuntimeRecord,
  TimerName,
  WarmupRecord,
} from "./result/run-result.ts";
export type { TargetOutcome, TargetSpec, TargetStatistic, TargetStatus } from "./result/target.ts";
export type { Warning, WarningCode } from "./result/warning.ts";
export { quantile } from "./statistics/quantile.ts";
export { sortSamples } from "./statistics/sorted-samples.ts";
export type { SortedSamples } from "./statistics/sorted-samples.ts";
export { msFromNs, nsFromMs, perSecond } from "./units.ts";
