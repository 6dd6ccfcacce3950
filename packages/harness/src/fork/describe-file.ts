import { toErrorRecord } from "@paceline/core/error-record";

import { checkBenchOptions } from "../discover/check-bench-options.ts";
import { instanceCountsOf } from "../discover/instance-counts.ts";
import { leakPlanOf } from "../discover/leak-plan.ts";
import { expandParameters, matchesParameters } from "../parameters.ts";
import type { Parameters } from "../parameters.ts";
import { describePeers } from "../peers/describe-peers.ts";
import { MEMORY_METRICS } from "../procedures/memory-metrics.ts";
import { callName } from "../register.ts";
import { sharedRegistry } from "../registry.ts";
import type { Registration, Registry } from "../registry.ts";
import type { ParameterSize } from "../settings/presets.ts";
import { SETTINGS_OPTION_NAMES } from "../settings/settings-option-checks.ts";
import type { SettingsOptions } from "../settings/settings-options.ts";
import { loadFile } from "./load-file.ts";
import type { DescribedBenchmark, DescribedReply, FailedReply } from "./protocol.ts";

/** Loads a benchmark file in this process and lists what it registers, with everything wrong with it. */
export async function describeFile(
  file: string,
  size: ParameterSize,
): Promise<DescribedReply | FailedReply> {
  const registry = sharedRegistry();
  // This process may have described another file before.
  for (const list of [registry.registrations, registry.openGroups, registry.problems])
    list.length = 0;
  try {
    await loadFile(file);
  } catch (error) {
    const record = toErrorRecord(error);
    return {
      kind: "failed",
      phase: "load",
      failure: "threw",
      error: record,
      scalingTimeRatio: null,
    };
  }
  const problems = [...registry.problems];
  const benchmarks: DescribedBenchmark[] = [];
  for (const registration of registry.registrations) {
    const found = checkBenchOptions(registration);
    if (found.length > 0) {
      problems.push(...found);
      continue;
    }
    try {
      benchmarks.push(...describeRegistration(registration, size));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      problems.push(
        `${callName(registration.procedure ?? "time")}("${registration.name}") at ${registration.site}: ${reason}`,
      );
    }
  }
  return { kind: "described", benchmarks, problems, duplicates: findDuplicates(registry) };
}

function describeRegistration(
  { group, name, options, procedure = "time" }: Registration,
  size: ParameterSize,
): readonly DescribedBenchmark[] {
  const { params = {}, needs = [], items, itemsUnit, metrics = {}, targets = [] } = options;
  const planSize = size === "smoke" ? "smoke" : "full";
  return expandParameters(params, size).map((parameters) => ({
    group,
    name,
    parameters,
    needs,
    itemsPerIteration:
      typeof items === "function" ? countItems(items, parameters) : (items ?? null),
    itemsUnit: itemsUnit ?? null,
    metrics: [
      ...MEMORY_METRICS[procedure],
      ...Object.entries(metrics).map(([metricName, { unit, direction }]) => ({
        name: metricName,
        unit,
        direction,
      })),
    ],
    targets: targetsFor(targets, parameters),
    peers: describePeers(options, parameters),
    procedure,
    leakPlan: procedure === "leak" ? leakPlanOf(options, planSize) : null,
    instanceCounts: procedure === "memory" ? instanceCountsOf(options, parameters, planSize) : [],
    options: settingsOf(options),
  }));
}

function countItems(items: (parameters: Parameters) => number, parameters: Parameters): number {
  const count = items(parameters);
  if (!(Number.isFinite(count) && count > 0)) {
    const given = JSON.stringify(parameters);
    throw new Error(`option "items" must give a number greater than 0, gave ${count} for ${given}`);
  }
  return count;
}

function targetsFor(
  targets: NonNullable<Registration["options"]["targets"]>,
  parameters: Parameters,
): DescribedBenchmark["targets"] {
  return targets
    .filter(({ when }) => when === undefined || matchesParameters(parameters, when))
    .map((target) => {
      const plain: { when?: unknown } & DescribedBenchmark["targets"][number] = { ...target };
      delete plain.when;
      return plain;
    });
}

/** Only the settings: functions do not cross processes. */
const settingsOf = (options: SettingsOptions): SettingsOptions =>
  Object.fromEntries(
    SETTINGS_OPTION_NAMES.filter((name) => options[name] !== undefined).map((name) => [
      name,
      options[name],
    ]),
  );

function findDuplicates({ registrations }: Registry): readonly string[] {
  const siteByKey = new Map<string, string>();
  const duplicates: string[] = [];
  for (const { group, name, site } of registrations) {
    const key = JSON.stringify([group, name]);
    const first = siteByKey.get(key);
    const where = group === null ? "outside of any group" : `in group "${group}"`;
    if (first === undefined) siteByKey.set(key, site);
    else
      duplicates.push(
        `benchmark "${name}" ${where} is registered at ${first} and again at ${site}`,
      );
  }
  return duplicates;
}
