import type { Procedure } from "@paceline/core";

import { checkPeers } from "../peers/check-peers.ts";
import type { Registration } from "../registry.ts";
import { SERVICE_NAMES } from "../services.ts";
import { checkSettingsOptions, SETTINGS_OPTION_NAMES } from "../settings/settings-option-checks.ts";
import { nearestName } from "../settings/nearest-name.ts";
import { callName } from "../register.ts";
import { checkLeakOptions } from "./check-leak-options.ts";
import { isRecord } from "./is-record.ts";
import { STATISTIC_NAMES } from "./statistic-names.ts";

const FUNCTION_OPTIONS = ["setup", "prepare", "check", "teardown", "quiesce", "queued", "release"];
const COMMON_NAMES = [
  "params",
  "needs",
  "setup",
  "check",
  "teardown",
  "targets",
  "forks",
  "maxForks",
  "timeLimitMs",
];
const OPTION_NAMES: Readonly<Record<Procedure, readonly string[]>> = {
  time: [
    ...SETTINGS_OPTION_NAMES,
    ...COMMON_NAMES,
    "prepare",
    "items",
    "itemsUnit",
    "metrics",
    "peers",
  ],
  memory: [...COMMON_NAMES, "counts", "release", "itemsUnit"],
  leak: [
    ...COMMON_NAMES,
    "quiesce",
    "queued",
    "operations",
    "rounds",
    "deltaBytes",
    "watch",
    "expect",
    "heapLimitMb",
  ],
};

/** Everything wrong with the options of one `bench(…)`, in words; a plain JavaScript file has no compiler to tell it. */
export function checkBenchOptions({
  name,
  options,
  site,
  procedure = "time",
}: Registration): readonly string[] {
  const values: Readonly<Record<string, unknown>> = { ...options };
  const problems: string[] = [];
  for (const key of Object.keys(values)) {
    if (OPTION_NAMES[procedure].includes(key)) continue;
    const nearest = nearestName(key, OPTION_NAMES[procedure]);
    problems.push(`option "${key}" is unknown${nearest === null ? "" : `, "${nearest}" is near`}`);
  }
  for (const key of FUNCTION_OPTIONS) {
    if (values[key] !== undefined && typeof values[key] !== "function") {
      problems.push(`option "${key}" must be a function`);
    }
  }
  for (const { path, expected, received } of checkSettingsOptions(values)) {
    problems.push(`option "${path}" must be ${expected}, got ${JSON.stringify(received)}`);
  }
  problems.push(
    ...checkParams(values["params"]),
    ...checkNeeds(values["needs"]),
    ...checkItems(values["items"]),
    ...checkMetrics(values["metrics"]),
    ...checkTargets(values["targets"]),
    ...checkPeers(values),
    ...(procedure === "leak" ? checkLeakOptions(values) : []),
  );
  return problems.map((problem) => `${callName(procedure)}("${name}") at ${site}: ${problem}`);
}

function checkParams(params: unknown): readonly string[] {
  if (params === undefined) return [];
  if (!isRecord(params)) return ['option "params" must be an object of { smoke, full } lists'];
  return Object.entries(params).flatMap(([parameter, sizes]) =>
    ["smoke", "full", "thorough"].flatMap((size) => {
      const values = isRecord(sizes) ? sizes[size] : undefined;
      if (size === "thorough" && values === undefined) return [];
      const isUsable =
        Array.isArray(values) &&
        values.length > 0 &&
        values.every((value) => ["string", "number", "boolean"].includes(typeof value));
      return isUsable
        ? []
        : [
            `option "params.${parameter}.${size}" must be a list of strings, numbers or booleans, not empty`,
          ];
    }),
  );
}

function checkNeeds(needs: unknown): readonly string[] {
  const isUsable =
    needs === undefined ||
    (Array.isArray(needs) && needs.every((need) => SERVICE_NAMES.some((name) => name === need)));
  return isUsable ? [] : [`option "needs" must be a list of ${SERVICE_NAMES.join(", ")}`];
}

const checkItems = (items: unknown): readonly string[] =>
  items === undefined ||
  typeof items === "function" ||
  (typeof items === "number" && Number.isFinite(items) && items > 0)
    ? []
    : ['option "items" must be a number greater than 0, or a function of the parameters'];

function checkMetrics(metrics: unknown): readonly string[] {
  if (metrics === undefined) return [];
  if (!isRecord(metrics)) return ['option "metrics" must be an object of metrics by name'];
  return Object.entries(metrics).flatMap(([metric, spec]) => {
    const isUsable =
      isRecord(spec) &&
      typeof spec["unit"] === "string" &&
      ["lower", "higher", "none"].includes(String(spec["direction"])) &&
      typeof spec["measure"] === "function";
    return isUsable
      ? []
      : [
          `option "metrics.${metric}" must have a unit, a direction of lower, higher or none, and a function "measure"`,
        ];
  });
}

function checkTargets(targets: unknown): readonly string[] {
  if (targets === undefined) return [];
  if (!Array.isArray(targets)) return ['option "targets" must be a list'];
  return targets.flatMap((target: unknown, index) => {
    const path = `option "targets[${index}]"`;
    if (!isRecord(target)) return [`${path} must be an object`];
    const problems: string[] = [];
    for (const key of ["component", "label", "metric"]) {
      if (typeof target[key] !== "string") problems.push(`${path} must have a string "${key}"`);
    }
    if (!STATISTIC_NAMES.includes(String(target["statistic"]))) {
      problems.push(`${path} must have a "statistic" that is one of ${STATISTIC_NAMES.join(", ")}`);
    }
    const bounds = [target["below"], target["above"]].filter((bound) => bound !== undefined);
    if (bounds.length !== 1 || !Number.isFinite(bounds[0])) {
      problems.push(`${path} must have exactly one of "below" and "above", a finite number`);
    }
    return problems;
  });
}
