import type { SettingsOptions } from "./settings-options.ts";

/** From "does it run" to "can it be published", shortest first. */
export const PRESET_NAMES = ["smoke", "quick", "standard", "thorough"] as const;

export type PresetName = (typeof PRESET_NAMES)[number];

/** Which values of the parameters run. What has none for "thorough" runs those for "full". */
export type ParameterSize = "smoke" | "full" | "thorough";

/** What a preset says when nobody else does. */
export interface Preset {
  readonly size: ParameterSize;
  readonly settings: Required<Pick<SettingsOptions, "forks" | "maxTimeMs">> & SettingsOptions;
  /**
   * True when the preset's settings also bound what a benchmark or the config asks for: a smoke run proves
   * that everything runs, in seconds, whatever a benchmark needs to be measured well.
   */
  readonly isBound: boolean;
}

/** Times are per fork, so a quick run of one benchmark measures 3 × 0.25 s. */
export const PRESETS: Readonly<Record<PresetName, Preset>> = {
  smoke: {
    size: "smoke",
    settings: { forks: 1, maxForks: 1, maxTimeMs: 10, minRounds: 2, warmupRounds: 1 },
    isBound: true,
  },
  quick: { size: "full", settings: { forks: 3, maxTimeMs: 250 }, isBound: false },
  standard: { size: "full", settings: { forks: 5, maxForks: 15, maxTimeMs: 600 }, isBound: false },
  thorough: {
    size: "thorough",
    settings: { forks: 15, maxForks: 30, maxTimeMs: 1000 },
    isBound: false,
  },
};
