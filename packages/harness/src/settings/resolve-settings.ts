import type { BenchmarkSettings } from "@paceline/core";
import { InvalidOptionError } from "@paceline/core/errors";
import { nsFromMs } from "@paceline/core/units";

import { PRESETS } from "./presets.ts";
import type { PresetName } from "./presets.ts";
import { checkSettingsOptions } from "./settings-option-checks.ts";
import type { SettingsOptions } from "./settings-options.ts";

/** What holds when nobody says anything; the same values and meaning as in pytest-benchmark. */
const DEFAULTS = {
  minRounds: 5,
  warmupRounds: 2,
  calibrationPrecision: 10,
  disableGc: false,
  timer: "monotonic",
  timeLimitMs: 60_000,
} as const satisfies SettingsOptions;

export interface SettingsSources {
  /** From the command. */
  readonly overrides: SettingsOptions;
  /** From `bench(…)`. */
  readonly benchmark: SettingsOptions;
  readonly config: SettingsOptions;
  readonly preset: PresetName;
}

/**
 * The settings that one benchmark is measured with: command before benchmark before config before preset
 * before default. A bound preset ("smoke") also caps what benchmark and config ask for.
 *
 * @throws {InvalidOptionError} listing every bad value of the command and the config; discovery has judged
 *   the benchmark's own.
 */
export function resolveSettings(sources: SettingsSources): BenchmarkSettings {
  const { overrides, benchmark, config, preset } = sources;
  const issues = [
    ...checkSettingsOptions({ ...overrides }),
    ...checkSettingsOptions({ ...config }),
  ];
  if (issues.length > 0) throw new InvalidOptionError(issues);

  const { settings: presetSettings, isBound } = PRESETS[preset];
  const asked = { ...config, ...benchmark };
  const capped = isBound ? capAt(asked, presetSettings) : asked;
  const chosen = { ...DEFAULTS, ...presetSettings, ...capped, ...overrides };
  const forkCountMax = mostForks(
    isBound ? [overrides, capped, presetSettings] : [overrides, benchmark, config, presetSettings],
  );
  return Object.freeze({
    forkCount: Math.min(chosen.forks, forkCountMax),
    forkCountMax,
    roundCountMin: chosen.minRounds,
    warmupRoundCount: chosen.warmupRounds,
    calibrationPrecision: chosen.calibrationPrecision,
    measureNsMax: nsFromMs(chosen.maxTimeMs),
    timeLimitNs: nsFromMs(chosen.timeLimitMs),
    isGcDisabled: chosen.disableGc,
    timer: chosen.timer,
  });
}

/** Who says how many, from the first on, also says how many at most: those are none more where only `forks` is said. */
function mostForks(sources: readonly SettingsOptions[]): number {
  const first = sources.find(
    ({ forks, maxForks }) => forks !== undefined || maxForks !== undefined,
  );
  return first?.maxForks ?? first?.forks ?? 1;
}

const CAPPED_NAMES = ["forks", "maxForks", "maxTimeMs", "minRounds", "warmupRounds"] as const;

function capAt(asked: SettingsOptions, caps: SettingsOptions): SettingsOptions {
  const capped: { -readonly [Name in keyof SettingsOptions]: SettingsOptions[Name] } = { ...asked };
  for (const name of CAPPED_NAMES) {
    const [value, cap] = [asked[name], caps[name]];
    if (value !== undefined && cap !== undefined) capped[name] = Math.min(value, cap);
  }
  return capped;
}
