export { bench, group } from "./authoring.ts";
export type {
  BenchContext,
  BenchOptions,
  BenchPeer,
  BenchTarget,
  MetricSpec,
  ParametersOf,
  ParameterSizes,
  ParameterSpecs,
} from "./bench.ts";
export { defineConfig } from "./config/define-config.ts";
export type { ConfigThreshold, PacelineConfig } from "./config/define-config.ts";
export { findConfig } from "./config/find-config.ts";
export { loadConfig } from "./config/load-config.ts";
export { resolveConfig } from "./config/resolve-config.ts";
export type { ConfigSource } from "./config/resolve-config.ts";
export type { ResolvedConfig } from "./config/resolved-config.ts";
export type { BenchmarkDescriptor, MetricDescriptor } from "./descriptor.ts";
export { discoverBenchmarks } from "./discover/discover-benchmarks.ts";
export type { DiscoverOptions, Discovery } from "./discover/discover-benchmarks.ts";
export { DEFAULT_INCLUDE } from "./discover/find-files.ts";
export { isFileNamed, selectBenchmarks } from "./discover/select-benchmarks.ts";
export type { Selection } from "./discover/select-benchmarks.ts";
export {
  DuplicateBenchmarkError,
  FileEmptyError,
  FileExitError,
  FileInvalidError,
  FileLoadError,
  FileTimeLimitError,
} from "./errors/file-errors.ts";
export { ConfigLoadError } from "./errors/config-load-error.ts";
export {
  BenchmarkMissingError,
  BenchmarkThrewError,
  ForkExitedError,
  ForkKilledError,
  ForkNotStartedError,
  ForkTimeLimitError,
  InterruptedError,
  InvalidMetricError,
  OutOfMemoryError,
  ScalingRefusedError,
  TurnedAsyncError,
  WrongResultError,
} from "./errors/fork-errors.ts";
export { PairFailedError } from "./errors/pair-failed-error.ts";
export { ProfileFailedError } from "./errors/profile-failed-error.ts";
export { ResultNotWritableError } from "./errors/result-not-writable-error.ts";
export { diagnoseMachine } from "./machine/diagnose-machine.ts";
export type { Finding } from "./machine/finding.ts";
export { readCommit } from "./machine/read-commit.ts";
export { readMachine, readRuntime } from "./machine/read-machine.ts";
export { observeProgram } from "./observe/observe-program.ts";
export type { ObserveOptions } from "./observe/observe-program.ts";
export { ObservedProgramError } from "./observe/observed-program-error.ts";
export type {
  BenchmarkRequest,
  ObservationNote,
  ObservationRequest,
  ObservedProgram,
} from "./observe/observation.ts";
export { findTaskset } from "./pair/find-taskset.ts";
export { runPair } from "./pair/run-pair.ts";
export type { PairMetric, PairOptions, PairResult, PairSide } from "./pair/pair-result.ts";
export { resultFileFor } from "./results/result-file-for.ts";
export type { ResultFileOptions } from "./results/result-file-for.ts";
export { runBenchmarks } from "./run/run-benchmarks.ts";
export type { RunEvent } from "./run/run-event.ts";
export type { RunRequest } from "./run/run-request.ts";
export { SERVICE_NAMES } from "./services.ts";
export type { DatabaseService, ServiceName, Services } from "./services.ts";
export { nearestName } from "./settings/nearest-name.ts";
export { PRESET_NAMES, PRESETS } from "./settings/presets.ts";
export type { Preset, PresetName } from "./settings/presets.ts";
export { resolveSettings } from "./settings/resolve-settings.ts";
export type { SettingsSources } from "./settings/resolve-settings.ts";
export { SETTINGS_OPTION_NAMES, TIMER_NAMES } from "./settings/settings-option-checks.ts";
export type { SettingsOptions } from "./settings/settings-options.ts";
