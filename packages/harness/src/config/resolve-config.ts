import { dirname, resolve } from "node:path";

import type { OptionIssue } from "@paceline/core";
import { InvalidOptionError } from "@paceline/core/errors";

import { DEFAULT_INCLUDE } from "../discover/find-files.ts";
import { nearestName } from "../settings/nearest-name.ts";
import { PRESET_NAMES } from "../settings/presets.ts";
import { checkSettingsOptions, SETTINGS_OPTION_NAMES } from "../settings/settings-option-checks.ts";
import { checkThresholds } from "./check-thresholds.ts";
import type { PacelineConfig } from "./define-config.ts";
import type { ResolvedConfig } from "./resolved-config.ts";

const OPTION_NAMES = [
  "include",
  "select",
  "resultsFolder",
  "preset",
  "seed",
  "thresholds",
  ...SETTINGS_OPTION_NAMES,
] as const;

const DEFAULT_SEED = 1;

export interface ConfigSource {
  /** Absolute path; null when there is no file, and `value` is then `{}`. */
  readonly configFile: string | null;
  readonly cwd: string;
  /** The file's default export. */
  readonly value: unknown;
}

/**
 * Checks a config and fills in what it leaves out.
 *
 * @throws {InvalidOptionError} with every problem of the config at once; an unknown option is told with the
 *   known one that is nearest.
 */
export function resolveConfig({ configFile, cwd, value }: ConfigSource): ResolvedConfig {
  const config = checkConfig(value);
  const root = configFile === null ? cwd : dirname(configFile);
  const settings = Object.fromEntries(
    SETTINGS_OPTION_NAMES.filter((name) => config[name] !== undefined).map((name) => [
      name,
      config[name],
    ]),
  );
  return Object.freeze({
    root,
    configFile,
    include: config.include ?? DEFAULT_INCLUDE,
    select: config.select ?? [],
    resultsFolder: resolve(root, config.resultsFolder ?? "results"),
    settings,
    preset: config.preset ?? "standard",
    seed: config.seed ?? DEFAULT_SEED,
    thresholds: config.thresholds ?? [],
    givenNames: OPTION_NAMES.filter((name) => config[name] !== undefined),
  });
}

function checkConfig(value: unknown): PacelineConfig {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new InvalidOptionError([
      { path: "default export", expected: "an object of options", received: value },
    ]);
  }
  const options: Readonly<Record<string, unknown>> = { ...value };
  const issues: OptionIssue[] = [
    ...unknownOptions(options),
    ...checkSettingsOptions(options),
    ...checkNames(options, "include", 1),
    ...checkNames(options, "select", 0),
    ...checkThresholds(options["thresholds"]),
  ];
  const { resultsFolder, preset, seed } = options;
  if (resultsFolder !== undefined && (typeof resultsFolder !== "string" || resultsFolder === "")) {
    issues.push({ path: "resultsFolder", expected: "a folder", received: resultsFolder });
  }
  if (preset !== undefined && !PRESET_NAMES.some((name) => name === preset)) {
    issues.push({
      path: "preset",
      expected: `one of ${PRESET_NAMES.join(", ")}`,
      received: preset,
    });
  }
  if (seed !== undefined && !Number.isSafeInteger(seed)) {
    issues.push({ path: "seed", expected: "a safe integer", received: seed });
  }
  if (issues.length > 0) throw new InvalidOptionError(issues);
  return options;
}

function unknownOptions(options: Readonly<Record<string, unknown>>): readonly OptionIssue[] {
  return Object.keys(options)
    .filter((name) => !OPTION_NAMES.some((known) => known === name))
    .map((path) => {
      const nearest = nearestName(path, OPTION_NAMES);
      const expected =
        nearest === null
          ? "left out: there is no such option"
          : `left out: there is no such option, "${nearest}" is near`;
      return { path, expected, received: options[path] };
    });
}

function checkNames(
  options: Readonly<Record<string, unknown>>,
  path: "include" | "select",
  countMin: number,
): readonly OptionIssue[] {
  const received = options[path];
  if (received === undefined) return [];
  const isUsable =
    Array.isArray(received) &&
    received.length >= countMin &&
    received.every((each) => typeof each === "string" && each !== "");
  const expected = `a list of strings${countMin > 0 ? ", not empty" : ""}`;
  return isUsable ? [] : [{ path, expected, received }];
}
