import type { ParameterValue, RunResult } from "@paceline/core";

import { toRunResult } from "./foreign-run.ts";
import type { ForeignBenchmark } from "./foreign-run.ts";
import { measuredOrFailed } from "./measured-or-failed.ts";
import { ForeignValue } from "./foreign-value.ts";
import { statedSummary } from "./stated-summary.ts";

const FORMAT = "hyperfine";
const NS_PER_SECOND = 1e9;

/**
 * Reads what `hyperfine --export-json` writes: seconds. Every run of a command is a process of its own,
 * so each is a fork with one sample.
 */
export function readHyperfine(json: unknown): RunResult {
  const file = new ForeignValue(json, FORMAT);
  return toRunResult({
    format: FORMAT,
    startedAt: null,
    machine: {},
    runtime: { name: "process", version: "unknown" },
    toolVersion: "",
    commit: null,
    benchmarks: file.get("results").items().map(benchmarkOf),
  });
}

function benchmarkOf(result: ForeignValue): ForeignBenchmark {
  const command = result.get("command").text();
  const parameters = Object.fromEntries(
    result
      .get("parameters")
      .entries()
      .map(([name, { raw }]): [string, ParameterValue] => [name, String(raw)]),
  );
  return measuredOrFailed(
    { id: command, file: "", group: "commands", name: command, parameters },
    () => {
      const times = result.get("times");
      if (!times.isMissing) {
        const forks = times.measuredList().map((time) => [time * NS_PER_SECOND]);
        return { ...ONE_ITERATION, forks, hasForks: true, measuredCount: forks.length, time: null };
      }
      const stated = result.get("median").isMissing ? result.get("mean") : result.get("median");
      const median = stated.measured() * NS_PER_SECOND;
      const time = statedSummary({ sampleCount: 1, median });
      return { ...ONE_ITERATION, forks: [[median]], hasForks: false, measuredCount: 1, time };
    },
  );
}

const ONE_ITERATION = { iterationsPerRound: 1 };
