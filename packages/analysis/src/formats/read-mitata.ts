import type { ParameterValue, RunResult } from "@paceline/core";

import { toRunResult } from "./foreign-run.ts";
import type { ForeignBenchmark } from "./foreign-run.ts";
import { failedBenchmark, measuredOrFailed } from "./measured-or-failed.ts";
import { ForeignValue } from "./foreign-value.ts";

const FORMAT = "mitata";

/** Reads mitata's `format: "json"`: nanoseconds, one run per combination of arguments. */
export function readMitata(json: unknown): RunResult {
  const file = new ForeignValue(json, FORMAT);
  const context = file.get("context");
  const groups = file.get("layout").isMissing ? [] : file.get("layout").items();
  const groupNames = groups.map((group) => group.get("name").textOr(""));
  const architecture = context.get("arch").textOr("unknown");
  return toRunResult({
    format: FORMAT,
    startedAt: null,
    machine: {
      architecture,
      cpuModel: context.get("cpu").get("name").textOr("unknown"),
    },
    runtime: {
      name: context.get("runtime").textOr("node"),
      version: context.get("version").textOr("unknown"),
    },
    toolVersion: "",
    commit: null,
    benchmarks: file
      .get("benchmarks")
      .items()
      .flatMap((benchmark) =>
        benchmark
          .get("runs")
          .items()
          .map((run) => toBenchmark(groupNames[benchmark.get("group").numberOr(0)] ?? "", run)),
      ),
  });
}

function toBenchmark(group: string, run: ForeignValue): ForeignBenchmark {
  const name = run.get("name").text();
  const parameters = Object.fromEntries(
    run
      .get("args")
      .entries()
      .map(([key, { raw }]): [string, ParameterValue] => [key, isPlain(raw) ? raw : String(raw)]),
  );
  const id = group === "" ? name : `${group}/${name}`;
  const names = { id, file: "", group, name, parameters };
  const stats = run.get("stats");
  if (stats.isMissing) {
    return failedBenchmark(names, `the benchmark "${name}" has no statistics: it threw`);
  }
  return measuredOrFailed(names, () => {
    const samples = stats.get("samples").measuredList();
    return {
      forks: [samples],
      iterationsPerRound: 1,
      hasForks: false,
      measuredCount: samples.length,
      time: null,
    };
  });
}

const isPlain = (value: unknown): value is number | boolean =>
  typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value));
