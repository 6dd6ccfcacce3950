import type { ConfigThreshold } from "./define-config.ts";
import type { PresetName } from "../settings/presets.ts";
import type { SettingsOptions } from "../settings/settings-options.ts";

/** A project's config with every default filled in. */
export interface ResolvedConfig {
  /** Absolute folder of the config file, or the working folder when there is none. */
  readonly root: string;
  /** Absolute path; null when there is none. */
  readonly configFile: string | null;
  readonly include: readonly string[];
  /** Empty means everything. */
  readonly select: readonly string[];
  /** Absolute path. */
  readonly resultsFolder: string;
  /** Only what the config says: benchmarks and presets come in between. */
  readonly settings: SettingsOptions;
  readonly preset: PresetName;
  readonly seed: number;
  /** As given; what they leave out has defaults of its own. */
  readonly thresholds: readonly ConfigThreshold[];
  /** Names of the options that the file itself sets; all others hold their defaults. */
  readonly givenNames: readonly string[];
}
