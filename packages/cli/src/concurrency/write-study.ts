import { relative } from "node:path";

import type { ConcurrencyStudy } from "@paceline/analysis";
import type { RunResult } from "@paceline/core";
import { formatElapsed, renderConcurrency } from "@paceline/report";

import type { ExitCode } from "../command.ts";
import type { ConcurrencyOptions } from "../commands/concurrency-options.ts";
import type { CommandIo } from "../terminal/command-io.ts";
import { leftOut } from "./left-out.ts";

interface WriteContext {
  readonly result: RunResult;
  readonly options: ConcurrencyOptions;
  readonly elapsedNs: number;
  /** Absolute paths that were written. */
  readonly files: readonly string[];
  readonly io: CommandIo;
}

/** Prints a judged study and says how it went as an exit code. */
export function writeStudy(study: ConcurrencyStudy, context: WriteContext): ExitCode {
  const { result, options, files, io } = context;
  const isInterrupted = io.signal.aborted;
  const saved = `saved in ${files.map((file) => relative(io.cwd, file)).join(", ")}`;
  const closing = [...cutShort(context), saved];
  if (options.format === "json") {
    io.out.write(`${JSON.stringify(study, null, 2)}\n`);
    io.err.write(`${closing.join("\n")}\n`);
  } else {
    const { cpuCount, cpuModel } = result.machine;
    io.out.write(
      renderConcurrency(study, {
        width: io.out.width,
        isColored: io.out.isColored,
        facts: [
          `${cpuCount} cores of ${cpuModel}, Node ${result.runtime.version}`,
          [
            `preset ${options.preset ?? "quick"}`,
            forkText(study),
            formatElapsed(context.elapsedNs),
          ].join(", "),
        ],
        closing,
      }),
    );
  }
  if (isInterrupted) return 130;
  const isEmpty = study.forkCountMin === 0;
  return isEmpty || study.failed.length > 0 ? 1 : 0;
}

const forkText = ({ forkCountMin }: ConcurrencyStudy): string =>
  `at least ${forkCountMin} ${forkCountMin === 1 ? "fork" : "forks"} of each cell`;

/** Why not all of the plan was measured, and what is missing. */
function cutShort({ result, io }: WriteContext): readonly string[] {
  if (result.status === "completed") return [];
  const { benchmarks } = result;
  const doneCount = sum(benchmarks.map(({ forks }) => forks.length));
  const plannedCount = sum(benchmarks.map(({ settings }) => settings.forkCount));
  const missing = leftOut(benchmarks);
  return [
    (io.signal.aborted ? "interrupted after" : "the time of this preset was enough for") +
      ` ${doneCount} of ${plannedCount} forks` +
      (missing.length === 0 ? "" : `. Left out: ${missing.join("; ")}`),
  ];
}

const sum = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0);
