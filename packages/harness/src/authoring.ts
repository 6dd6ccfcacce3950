/**
 * What a benchmark file and a config file import. Every fork loads this, so its module graph stays tiny:
 * a measurement must not start by loading the whole harness.
 *
 * @module
 */
export { bench, group } from "./bench.ts";
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
export type { PacelineConfig } from "./config/define-config.ts";
