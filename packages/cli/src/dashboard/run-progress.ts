import { readFile } from "node:fs/promises";
import { unwatchFile, watchFile } from "node:fs";

import { parseRunResult } from "@paceline/core";
import type { RunResult } from "@paceline/core";

/** What the page is told of the last run. */
export interface RunProgress {
  readonly state: "idle" | "running" | "finished";
  readonly text: string;
}

const POLL_INTERVAL_MS = 500;

/**
 * Follows `last_run.json`, which a run writes again after each fork: no other word passes between the two, so a run
 * in any terminal is seen.
 *
 * @returns stops following.
 */
export function followRun(file: string, tell: (progress: RunProgress) => void): () => void {
  let told = "";
  let hasRun = false;
  const look = async (): Promise<void> => {
    const progress = await readProgress(file, hasRun);
    hasRun ||= progress.state === "running";
    const text = JSON.stringify(progress);
    if (text === told) return;
    told = text;
    tell(progress);
  };
  // A failure to read is told as progress; nothing else can fail.
  const listener = (): void => void look();
  watchFile(file, { interval: POLL_INTERVAL_MS }, listener);
  listener();
  return () => unwatchFile(file, listener);
}

async function readProgress(file: string, hasRun: boolean): Promise<RunProgress> {
  let run: RunResult;
  try {
    run = parseRunResult(await readFile(file, "utf8"));
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    return { state: "idle", text: isMissing ? "No run yet" : "The last run cannot be read" };
  }
  if (run.status !== "running") {
    return hasRun
      ? { state: "finished", text: "A run has finished." }
      : { state: "idle", text: "No run goes on" };
  }
  const done = run.benchmarks.filter(({ status }) => status !== "pending").length;
  const forkCount = run.benchmarks.reduce((sum, { forks }) => sum + forks.length, 0);
  return {
    state: "running",
    text: `Running: ${done} of ${run.benchmarks.length} benchmarks done, ${forkCount} ${forkCount === 1 ? "fork" : "forks"}`,
  };
}
