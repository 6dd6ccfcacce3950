import type { ParameterValue, RunResult } from "@paceline/core";

import { toRunResult } from "./foreign-run.ts";
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
    benchmarks: file
      .get("results")
      .items()
      .map((result) => {
        const command = result.get("command").text();
        const times = result.get("times");
        const forks = times.isMissing ? [] : times.numbers().map((time) => [time * NS_PER_SECOND]);
        const median = result.get("median").numberOr(result.get("mean").numberOr(Number.NaN));
        return {
          id: command,
          file: "",
          group: "commands",
          name: command,
          parameters: Object.fromEntries(
            result
              .get("parameters")
              .entries()
              .map(([name, { raw }]): [string, ParameterValue] => [name, String(raw)]),
          ),
          forks: forks.length > 0 ? forks : [[median * NS_PER_SECOND]],
          iterationsPerRound: 1,
          hasForks: forks.length > 0,
          measuredCount: Math.max(1, forks.length),
          time:
            forks.length > 0
              ? null
              : statedSummary({ sampleCount: 1, median: median * NS_PER_SECOND }),
        };
      }),
  });
}
