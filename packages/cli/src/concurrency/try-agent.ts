import { relative, sep } from "node:path";

import { discoverBenchmarks, runBenchmarks } from "@paceline/harness";

import type { CommandIo } from "../terminal/command-io.ts";
import { writeAgentFaults } from "./write-agent-faults.ts";

/** An agent that takes longer than this for its first steps blocks. */
const TRIAL_MS_MAX = 18_000;

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
    const faults = discovery.fileErrors.map(({ error }) => ({ place: "", error }));
    writeAgentFaults(faults, module, io);
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
  const faults = result.benchmarks.flatMap(({ name, errors }) =>
    errors.slice(0, 1).map(({ error }) => ({ place: PLACES[name] ?? name, error })),
  );
  if (faults.length > 0 && !io.signal.aborted) writeAgentFaults(faults, module, io);
  return faults.length === 0;
}

/** Backends as people call them. */
const PLACES: Readonly<Record<string, string>> = {
  "event-loop": "event loop",
  threads: "threads",
  processes: "processes",
};
