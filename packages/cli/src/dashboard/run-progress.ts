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
  /** The run that was there when following began; another one is news, also when it was too short to be seen running. */
  let firstRunId: string | null | undefined;
  const look = async (): Promise<void> => {
    const { progress, runId } = await readProgress(file, firstRunId);
    if (progress.state === "running") firstRunId = null;
    else if (firstRunId === undefined) firstRunId = runId;
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

interface SeenRun {
  readonly progress: RunProgress;
  /** Null where there is no run. */
  readonly runId: string | null;
}

async function readProgress(file: string, firstRunId: string | null | undefined): Promise<SeenRun> {
  let run: RunResult;
  try {
    run = parseRunResult(await readFile(file, "utf8"));
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    const text = isMissing ? "No run yet" : "The last run cannot be read";
    return { progress: { state: "idle", text }, runId: null };
  }
  const { id: runId } = run;
  if (run.status === "running") return { progress: runningProgress(run), runId };
  const isNews = firstRunId !== undefined && firstRunId !== runId;
  return {
    progress: isNews
      ? { state: "finished", text: "A run has finished." }
      : { state: "idle", text: "No run goes on" },
    runId,
  };
}

function runningProgress({ benchmarks }: RunResult): RunProgress {
  const done = benchmarks.filter(({ status }) => status !== "pending").length;
  const forkCount = benchmarks.reduce((sum, { forks }) => sum + forks.length, 0);
  const text = `Running: ${done} of ${benchmarks.length} benchmarks done, ${forkCount} ${forkCount === 1 ? "fork" : "forks"}`;
  return { state: "running", text };
}
