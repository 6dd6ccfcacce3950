import type { CommitRecord, MachineRecord, ParameterValue, RunResult } from "@paceline/core";

import { ForeignValue } from "./foreign-value.ts";
import { toRunResult } from "./foreign-run.ts";
import type { ForeignBenchmark } from "./foreign-run.ts";
import { measuredOrFailed } from "./measured-or-failed.ts";
import type { ForeignNames } from "./measured-or-failed.ts";
import { statedSummary } from "./stated-summary.ts";

const FORMAT = "pytest-benchmark";
const NS_PER_SECOND = 1e9;

/**
 * Reads pytest-benchmark's JSON, of version 2.5 to 5: seconds per iteration, fields that come and go
 * with the version, and `data` that may hold fewer values than there were rounds.
 */
export function readPytestBenchmark(json: unknown): RunResult {
  const file = new ForeignValue(json, FORMAT);
  const machine = file.get("machine_info");
  return toRunResult({
    format: FORMAT,
    startedAt: isoOrNull(file.get("datetime").textOr("")),
    machine: machineOf(machine),
    runtime: {
      name: machine.get("python_implementation").textOr("Python"),
      version: machine.get("python_version").textOr("unknown"),
    },
    toolVersion: file.get("version").textOr(""),
    commit: commitOf(file.get("commit_info")),
    benchmarks: file.get("benchmarks").items().map(benchmarkOf),
  });
}

function machineOf(info: ForeignValue): Partial<MachineRecord> {
  const cpu = info.get("cpu");
  const brand = cpu
    .get("brand_raw")
    .textOr(cpu.get("brand").textOr(info.get("processor").textOr("")));
  return {
    platform: info.get("system").textOr("unknown").toLowerCase(),
    architecture: info.get("machine").textOr("unknown"),
    release: info.get("release").textOr(""),
    cpuModel: brand === "" ? "unknown" : brand,
    cpuCount: cpu.get("count").numberOr(0),
    hostname: info.get("node").textOr(""),
  };
}

/** "unknown" and "unversioned" are how it says that there is no commit; an old file may have no id. */
function commitOf(info: ForeignValue): CommitRecord | null {
  const id = info.get("id").textOr("unknown");
  if (id === "unknown" || id === "unversioned") return null;
  const branch = info.get("branch").textOr("(unknown)");
  return {
    id,
    branch: branch.startsWith("(") ? null : branch,
    authoredAt: isoOrNull(info.get("author_time").textOr(info.get("time").textOr(""))) ?? NO_TIME,
    isDirty: info.get("dirty").raw === true,
  };
}

const NO_TIME = "1970-01-01T00:00:00.000Z";

function benchmarkOf(benchmark: ForeignValue): ForeignBenchmark {
  const fullname = benchmark.get("fullname").textOr("") || benchmark.get("name").text();
  const names = {
    id: fullname,
    file: fullname.split("::", 1)[0] ?? "",
    group: benchmark.get("group").textOr(""),
    name: benchmark.get("name").textOr(fullname),
    parameters: parametersOf(benchmark.get("params")),
    isGcDisabled: benchmark.get("options").get("disable_gc").raw === true,
  };
  return measuredOrFailed(names, () => timesOf(benchmark.get("stats")));
}

/** Statistics count only where not all data are kept; of what does not count nothing is asked. */
function timesOf(stats: ForeignValue): Omit<ForeignBenchmark, keyof ForeignNames> {
  const list = stats.get("data");
  const data =
    list.isMissing || isEmptyList(list) ? [] : list.measuredList().map((s) => s * NS_PER_SECOND);
  const rounds = stats.get("rounds").isMissing ? data.length : stats.get("rounds").measured(1);
  const iterations = stats.get("iterations");
  const common = {
    iterationsPerRound: iterations.isMissing ? 1 : iterations.measured(1),
    hasForks: false,
    measuredCount: Math.max(1, rounds),
  };
  if (data.length > 0 && data.length === rounds) return { ...common, forks: [data], time: null };
  const ns = (name: string): number | undefined =>
    stats.get(name).isMissing ? undefined : stats.get(name).measured() * NS_PER_SECOND;
  const median = ns("median") ?? ns("mean") ?? stats.get("median").measured();
  const stated = definedOnly({
    min: ns("min"),
    max: ns("max"),
    mean: ns("mean"),
    stddev: ns("stddev"),
    q1: ns("q1"),
    q3: ns("q3"),
  });
  return {
    ...common,
    forks: [[median]],
    time: statedSummary({ sampleCount: common.measuredCount, median, ...stated }),
  };
}

const isEmptyList = ({ raw }: ForeignValue): boolean => Array.isArray(raw) && raw.length === 0;

/** Any JSON may be a parameter; what is not plain is kept as text. */
const parametersOf = (params: ForeignValue): Record<string, ParameterValue> =>
  Object.fromEntries(
    params
      .entries()
      .map(([name, { raw }]) => [
        name,
        typeof raw === "string" || typeof raw === "boolean" || isFiniteNumber(raw)
          ? raw
          : typeof raw === "number"
            ? String(raw)
            : (JSON.stringify(raw) ?? String(raw)),
      ]),
  );

const isFiniteNumber = (value: unknown): value is number =>
  typeof value === "number" && Number.isFinite(value);

function definedOnly<T extends Record<string, number | undefined>>(
  values: T,
): { [Name in keyof T]?: number } {
  const kept: { [Name in keyof T]?: number } = {};
  for (const name in values) {
    const value = values[name];
    if (value !== undefined) kept[name] = value;
  }
  return kept;
}

/** Python writes microseconds, and in old files no zone, which then is UTC. */
export function isoOrNull(text: string): string | null {
  const zoned = /(?:Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`;
  const time = Date.parse(zoned);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}
