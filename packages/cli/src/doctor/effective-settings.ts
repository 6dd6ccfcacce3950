import type { BenchmarkSettings } from "@paceline/core";
import { PRESETS, resolveSettings, SETTINGS_OPTION_NAMES } from "@paceline/harness";
import type { PresetName, ResolvedConfig, SettingsOptions } from "@paceline/harness";
import { formatElapsed } from "@paceline/report";

import { toSettings } from "../commands/measuring-options.ts";
import type { MeasuringValues } from "../commands/measuring-options.ts";

export type SettingOrigin = "flag" | "config" | "preset" | "default";

export interface EffectiveSetting {
  /** As in the config and in `bench(…)`. */
  readonly name: string;
  readonly value: string;
  readonly origin: SettingOrigin;
}

/** How each setting reads in a result document. */
const VALUES: Readonly<Record<keyof SettingsOptions, (settings: BenchmarkSettings) => string>> = {
  forks: ({ forkCount }) => String(forkCount),
  maxForks: ({ forkCount, forkCountMax = forkCount }) => String(forkCountMax),
  maxTimeMs: ({ measureNsMax }) => formatElapsed(measureNsMax),
  minRounds: ({ roundCountMin }) => String(roundCountMin),
  warmupRounds: ({ warmupRoundCount }) => String(warmupRoundCount),
  calibrationPrecision: ({ calibrationPrecision }) => String(calibrationPrecision),
  disableGc: ({ isGcDisabled }) => String(isGcDisabled),
  timer: ({ timer }) => timer,
  timeLimitMs: ({ timeLimitNs }) => formatElapsed(timeLimitNs),
};

/**
 * Every setting of a run with these flags and where it comes from, for a benchmark that asks for nothing
 * itself.
 */
export function effectiveSettings(
  config: ResolvedConfig,
  options: MeasuringValues,
): readonly EffectiveSetting[] {
  const preset = options.preset ?? config.preset;
  const sources = { overrides: toSettings(options), config: config.settings, preset };
  const settings = resolveSettings({ ...sources, benchmark: {} });
  return SETTINGS_OPTION_NAMES.map((name) => ({
    name,
    value: VALUES[name](settings),
    origin: originOf(name, sources),
  }));
}

interface Sources {
  readonly overrides: SettingsOptions;
  readonly config: SettingsOptions;
  readonly preset: PresetName;
}

function originOf(
  name: keyof SettingsOptions,
  { overrides, config, preset }: Sources,
): SettingOrigin {
  const forkOrigin = originOfForks(name, { overrides, config, preset });
  if (forkOrigin !== null) return forkOrigin;
  if (overrides[name] !== undefined) return "flag";
  const { settings, isBound } = PRESETS[preset];
  // A bound preset also caps what the config asks for.
  if (config[name] !== undefined && !(isBound && settings[name] !== undefined)) return "config";
  return settings[name] === undefined ? "default" : "preset";
}

/** How many forks and how many at most are said together: the first who says either also bounds the other. */
function originOfForks(
  name: keyof SettingsOptions,
  { overrides, config, preset }: Sources,
): SettingOrigin | null {
  if (name !== "forks" && name !== "maxForks") return null;
  const other = name === "forks" ? "maxForks" : "forks";
  const ofConfig = PRESETS[preset].isBound ? "preset" : "config";
  for (const [origin, said] of [["flag", overrides] as const, ["config", config] as const]) {
    const isBounding =
      said[other] !== undefined &&
      (name === "maxForks" || said[other] < forksWithout(origin, { config, preset }));
    if (said[name] !== undefined || isBounding) return origin === "config" ? ofConfig : origin;
  }
  return null;
}

/** What `forks` would be by whoever comes after the origin. */
const forksWithout = (
  origin: "flag" | "config",
  { config, preset }: Omit<Sources, "overrides">,
): number => (origin === "flag" ? config.forks : undefined) ?? PRESETS[preset].settings.forks;
