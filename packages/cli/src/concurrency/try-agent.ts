import { relative, sep } from "node:path";

import type { RunResult } from "@paceline/core";
import { discoverBenchmarks, runBenchmarks } from "@paceline/harness";
import { createPaint, renderFailures, safeLine } from "@paceline/report";

import { writeFileErrors } from "../run/write-file-errors.ts";
import type { CommandIo } from "../terminal/command-io.ts";

/** An agent that takes longer than this for its first steps blocks. */
const TRIAL_MS_MAX = 15_000;

export interface TrialRequest {
  readonly root: string;
  /** Absolute path of the study's benchmark file. */
  readonly file: string;
  /** As the user knows it. */
  readonly module: string;
  readonly seed: number;
  readonly io: CommandIo;
}

/**
 * Lets a few agents of the user's take a few steps on every backend, so that a module that cannot be studied
 * is told at once and not once for each of a hundred cells.
 *
 * @returns false when something is wrong with it, which is then on stderr.
 */
export async function tryAgent({ root, file, module, seed, io }: TrialRequest): Promise<boolean> {
  const discovery = await discoverBenchmarks({
    root,
    include: [],
    files: [relative(root, file).split(sep).join("/")],
    size: "smoke",
    signal: io.signal,
  });
  if (discovery.fileErrors.length > 0) {
    writeFileErrors(discovery.fileErrors, io);
    return false;
  }
  const result = await runBenchmarks({
    root,
    benchmarks: discovery.benchmarks.filter(({ group }) => group.endsWith("/agents")),
    fileErrors: [],
    preset: "smoke",
    config: {},
    overrides: { timeLimitMs: TRIAL_MS_MAX },
    seed,
    resultFiles: [],
    pacelineVersion: io.version,
    signal: io.signal,
  });
  const isFine = result.benchmarks.every(({ errors }) => errors.length === 0);
  if (!isFine && !io.signal.aborted) writeFailures(result, module, io);
  return isFine;
}

/** Errors name agent and worker; the module is named above them. */
function writeFailures(result: RunResult, module: string, { err }: CommandIo): void {
  const lines = [
    `error: agents of ${safeLine(module)} failed when they were tried`,
    ...renderFailures(result, err.width, createPaint(err.isColored)),
  ];
  err.write(`${lines.join("\n")}\n`);
}
