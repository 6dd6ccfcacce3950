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
}

/** Returns its argument: it only types it, so that an editor completes and checks the options. */
export const defineConfig = (config: PacelineConfig): PacelineConfig => config;
