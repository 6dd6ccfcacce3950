import type { BenchmarkResult, FileError } from "@paceline/core";

import type { BenchmarkDescriptor } from "../descriptor.ts";
import type { PresetName } from "../settings/presets.ts";
import type { Services } from "../services.ts";
import type { SettingsOptions } from "../settings/settings-options.ts";
import type { TimeBudget } from "./forks-within.ts";
import type { RunEvent } from "./run-event.ts";

/** Says whether the forks of a benchmark differ too much to be judged. */
export type ForksJudge = (benchmark: BenchmarkResult) => boolean;

/** One run: what to measure, how, and where to keep it. */
export interface RunRequest {
  /** Absolute path of the project; files of benchmarks are relative to it. */
  readonly root: string;
  readonly benchmarks: readonly BenchmarkDescriptor[];
  /** From discovery; they go into the document. */
  readonly fileErrors: readonly FileError[];
  readonly preset: PresetName;
  /** What the config says. */
  readonly config: SettingsOptions;
  /** What the command says; wins over everything. */
  readonly overrides: SettingsOptions;
  /** What outlives the forks, started by whoever asks for the run. @defaultValue none */
  readonly services?: Services;
  /** Forks get theirs from it: the same seed gives the same workload and order. */
  readonly seed: number;
  /** Absolute paths. Checked before anything is measured, rewritten whole after every fork. */
  readonly resultFiles: readonly string[];
  readonly pacelineVersion: string;
  /**
   * Says whether a leak benchmark whose forks are all done leaks although it should not: then it is run once more for
   * an explanation. Judging is not the harness's, so without this nothing is explained.
   */
  readonly isLeaking?: (benchmark: BenchmarkResult, seed: number) => boolean;
  /**
   * Loads what says whether a benchmark gets more forks than planned, up to its `forkCountMax`, as long as these take no longer
   * than those of the plan did. Called once, and only where some benchmark may. @defaultValue none gets more
   */
  readonly forksJudge?: () => Promise<ForksJudge>;
  readonly onEvent?: (event: RunEvent) => void;
  /** Chooses forks so that the run ends in time. Leak benchmarks take theirs all the same. @defaultValue none */
  readonly timeBudget?: TimeBudget;
  /** Ends the run: forks are killed, what was measured is kept. */
  readonly signal?: AbortSignal;
}
