/**
 * What a command needs before the first process is started, and nothing else: each module loaded before it makes
 * everybody wait. The rest is loaded while that process runs.
 *
 * @module
 */
export { findConfig } from "./config/find-config.ts";
export { loadConfig } from "./config/load-config.ts";
export { discoverBenchmarks } from "./discover/discover-benchmarks.ts";
export { isFileNamed, selectBenchmarks } from "./discover/select-benchmarks.ts";
export { readCommit } from "./machine/read-commit.ts";
export { resultFileFor } from "./results/result-file-for.ts";
export { PRESETS } from "./settings/presets.ts";
