import type { LeakSeries } from "@paceline/core";

import type { Subject } from "../fork/subject.ts";
import { createReadings } from "./memory-readings.ts";
import { runOperations } from "./run-operations.ts";
import { settle } from "./settle.ts";
import type { WorkerTracker } from "./track-workers.ts";

export interface WatchOptions {
  readonly subject: Subject;
  readonly state: unknown;
  readonly workers: WorkerTracker;
  readonly collectAll: () => void;
  readonly roundCount: number;
  readonly operationsPerRound: number;
}

export interface WatchedRounds {
  readonly series: LeakSeries;
  /** Most workers that did not answer in one reading. */
  readonly silentWorkerCount: number;
  readonly lastResult: unknown;
}

/** Runs rounds of operations, and reads memory after each when all that is left is held by something. */
export async function watchRounds(options: WatchOptions): Promise<WatchedRounds> {
  const { subject, state, workers, collectAll, roundCount, operationsPerRound } = options;
  const readings = createReadings(roundCount);
  let silentWorkerCount = 0;
  let lastResult: unknown;
  for (let round = 0; round < roundCount; round += 1) {
    // oxlint-disable no-await-in-loop -- each reading needs the process to itself
    lastResult = await runOperations(subject, state, operationsPerRound);
    await settle(collectAll);
    const workerMemory = await workers.read();
    // oxlint-enable no-await-in-loop
    silentWorkerCount = Math.max(silentWorkerCount, workerMemory.silentCount);
    readings.take(workerMemory, subject.options.queued?.(state) ?? null);
  }
  return { series: readings.series(operationsPerRound), silentWorkerCount, lastResult };
}
