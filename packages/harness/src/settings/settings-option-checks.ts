import type { OptionIssue } from "@paceline/core";

import type { SettingsOptions } from "./settings-options.ts";

interface OptionCheck {
  readonly expected: string;
  readonly accepts: (value: unknown) => boolean;
}

const integerFrom = (low: number): OptionCheck => ({
  expected: `an integer of at least ${low}`,
  accepts: (value) => typeof value === "number" && Number.isSafeInteger(value) && value >= low,
});

const FORK_COUNT_MAX = 1000;

const forkCount: OptionCheck = {
  expected: `an integer from 1 to ${FORK_COUNT_MAX}`,
  accepts: (value) => integerFrom(1).accepts(value) && Number(value) <= FORK_COUNT_MAX,
};

const positive: OptionCheck = {
  expected: "a finite number greater than 0",
  accepts: (value) => typeof value === "number" && Number.isFinite(value) && value > 0,
};

export const TIMER_NAMES = ["monotonic", "performance-now", "cpu"] as const;

/** One rule per setting, for the command line, `bench(…)` and the config alike. */
const CHECKS: Readonly<Record<keyof SettingsOptions, OptionCheck>> = {
  minRounds: integerFrom(1),
  warmupRounds: integerFrom(0),
  calibrationPrecision: integerFrom(1),
  disableGc: { expected: "true or false", accepts: (value) => typeof value === "boolean" },
  maxTimeMs: positive,
  forks: forkCount,
  maxForks: forkCount,
  timer: {
    expected: `one of ${TIMER_NAMES.join(", ")}`,
    accepts: (value) => TIMER_NAMES.some((name) => name === value),
  },
  timeLimitMs: positive,
};

export const SETTINGS_OPTION_NAMES = [
  "minRounds",
  "warmupRounds",
  "calibrationPrecision",
  "disableGc",
  "maxTimeMs",
  "forks",
  "maxForks",
  "timer",
  "timeLimitMs",
] as const satisfies readonly (keyof SettingsOptions)[];

/** Every setting in `values` that has a value it must not have; other keys are not looked at. */
export function checkSettingsOptions(
  values: Readonly<Record<string, unknown>>,
): readonly OptionIssue[] {
  const issues = SETTINGS_OPTION_NAMES.flatMap((path) => {
    const received = values[path];
    const { expected, accepts } = CHECKS[path];
    return received === undefined || accepts(received) ? [] : [{ path, expected, received }];
  });
  return issues.length > 0 ? issues : fewerAtMost(values);
}

/** At most fewer than at least, both said at one place. */
function fewerAtMost({ forks, maxForks }: Readonly<Record<string, unknown>>): OptionIssue[] {
  const isContrary = typeof forks === "number" && typeof maxForks === "number" && maxForks < forks;
  if (!isContrary) return [];
  return [{ path: "maxForks", expected: `at least "forks", ${forks}`, received: maxForks }];
}
