import type { PresetName } from "../settings/presets.ts";
import type { SettingsOptions } from "../settings/settings-options.ts";

/** Default export of `paceline.config.ts`. Everything is optional; a flag of the command wins over it. */
export interface PacelineConfig extends SettingsOptions {
  /**
   * Globs of benchmark files, relative to the config.
   *
   * @defaultValue every `*.bench.ts`, `.mts`, `.js` and `.mjs` outside of node_modules, dist and dot folders
   */
  readonly include?: readonly string[];
  /** Names run when the command names none. Everything by default. */
  readonly select?: readonly string[];
  /**
   * Folder of saved results, relative to the config.
   *
   * @defaultValue "results"
   */
  readonly resultsFolder?: string;
  /** Preset of commands that name none. */
  readonly preset?: PresetName;
  /** Seed of the run: forks get theirs from it. */
  readonly seed?: number;
  /** How large a change must be for `compare` and `gate` to count it. The first that matches decides. */
  readonly thresholds?: readonly ConfigThreshold[];
}

/** A change that counts, for the benchmarks and metrics it names. */
export interface ConfigThreshold {
  /** An id, a group, a name or a file without its ending; `*` stands for anything. All by default. */
  readonly benchmark?: string;
  /** "time", or a metric that the benchmark declares. All by default. */
  readonly metric?: string;
  /** Relative change: 0.1 is 10 %, in either direction. */
  readonly ratio: number;
}

/** Returns its argument: it only types it, so that an editor completes and checks the options. */
export const defineConfig = (config: PacelineConfig): PacelineConfig => config;
