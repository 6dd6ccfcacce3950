/**
 * What a benchmark file and a config import. Nothing else is loaded with it: a fork loads this module before
 * it measures, so it stays as small as it can be.
 *
 * @module
 */
export { bench, defineConfig, group } from "@paceline/harness/bench";
export type {
  BenchContext,
  BenchOptions,
  BenchPeer,
  BenchTarget,
  MetricSpec,
  PacelineConfig,
  ParametersOf,
  ParameterSizes,
  ParameterSpecs,
} from "@paceline/harness/bench";
