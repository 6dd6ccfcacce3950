import type { SettingsOptions } from "@paceline/harness";

import type { OptionSpecs, OptionValues } from "../option.ts";
import { PRESET_CHOICES, TIMER_CHOICES } from "./choices.ts";

const FROM_PRESET = "from the benchmark, config or preset";

/** How to measure. A flag wins over what a benchmark, the config and the preset say. */
export const MEASURING_OPTIONS = {
  preset: {
    type: "choice",
    choices: PRESET_CHOICES,
    summary: "how thoroughly to measure, from proving that everything runs to publishing",
    otherwise: "from the config, or standard",
  },
  forks: {
    type: "integer",
    min: 1,
    max: 1000,
    summary: "fresh processes for each benchmark; intervals come from these",
    otherwise: FROM_PRESET,
  },
  "max-forks": {
    type: "integer",
    min: 1,
    max: 1000,
    summary:
      "more processes, up to this many, for benchmarks whose forks differ too much to tell a change of their threshold; within twice the time",
    otherwise: "--forks if given, else from the benchmark, config or preset",
  },
  "max-time": {
    type: "duration",
    summary: 'timed rounds of one fork, such as "500ms" or "2s", unless --min-rounds needs more',
    otherwise: FROM_PRESET,
  },
  "min-rounds": {
    type: "integer",
    min: 1,
    max: Number.MAX_SAFE_INTEGER,
    summary: "timed rounds of a fork at least, however long they take",
    otherwise: "5",
  },
  warmup: {
    type: "integer",
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    summary:
      "rounds before the first timed one at least; warming up goes on until rounds are steady",
    otherwise: "2",
  },
  "calibration-precision": {
    type: "integer",
    min: 1,
    max: Number.MAX_SAFE_INTEGER,
    summary: "a round lasts at least this many times the precision of the timer",
    otherwise: "10",
  },
  "disable-gc": {
    type: "flag",
    summary: "keep garbage collection out of timed rounds as far as V8 allows",
  },
  timer: {
    type: "choice",
    choices: TIMER_CHOICES,
    summary: "clock of the rounds",
    otherwise: "monotonic",
  },
  "time-limit": {
    type: "duration",
    summary: "kill a fork that takes longer than this from start to end",
    otherwise: "1m",
  },
  seed: {
    type: "integer",
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    summary: "seed of the run; the same seed gives the same inputs and order",
    otherwise: "from the config, or 1",
  },
} as const satisfies OptionSpecs;

export type MeasuringValues = OptionValues<typeof MEASURING_OPTIONS>;

/** Flags under the names that the config and `bench(…)` use. Only those that were given. */
export function toSettings(options: MeasuringValues): SettingsOptions {
  const settings: { [Name in keyof SettingsOptions]: SettingsOptions[Name] | undefined } = {
    forks: options.forks,
    maxForks: options["max-forks"],
    maxTimeMs: options["max-time"],
    minRounds: options["min-rounds"],
    warmupRounds: options.warmup,
    calibrationPrecision: options["calibration-precision"],
    disableGc: options["disable-gc"],
    timer: options.timer,
    timeLimitMs: options["time-limit"],
  };
  return Object.fromEntries(
    Object.entries(settings).filter(([, value]) => value !== undefined),
  ) satisfies SettingsOptions;
}
