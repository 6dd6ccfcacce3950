/**
 * What a benchmark file and a config file import. Every fork loads this, so its module graph stays tiny:
 * a measurement must not start by loading the whole harness.
 *
 * @module
 */
import { benchTime } from "./bench.ts";
import { benchLeak } from "./leak-bench.ts";
import { benchMemory } from "./memory-bench.ts";

/** Registers a benchmark that is timed; `bench.memory` weighs instances, `bench.leak` looks for leaks. */
export const bench = Object.assign(benchTime, { memory: benchMemory, leak: benchLeak });

export { group } from "./bench.ts";
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
export type { AnyClass, LeakOptions } from "./leak-bench.ts";
export type { MemoryOptions } from "./memory-bench.ts";
export { defineConfig } from "./config/define-config.ts";
export type { PacelineConfig } from "./config/define-config.ts";
