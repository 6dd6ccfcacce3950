import {
  createEventLoopBackend,
  createProcessesBackend,
  createThreadsBackend,
} from "@paceline/agents";
import type { Backend } from "@paceline/agents";

/** Backends that are compared, the baseline first. */
export const STUDY_BACKENDS = ["event-loop", "threads", "processes"] as const;
export type StudyBackend = (typeof STUDY_BACKENDS)[number];

/** A worker without progress for so long holds an agent that blocks. */
const SILENCE_MS_MAX = 6_000;

/** @param workerCount - for the event loop this says nothing. */
export async function createBackend(name: StudyBackend, workerCount: number): Promise<Backend> {
  if (name === "event-loop") return createEventLoopBackend();
  const options = {
    workers: { initial: workerCount, max: workerCount },
    silenceMsMax: SILENCE_MS_MAX,
  };
  return name === "threads" ? createThreadsBackend(options) : createProcessesBackend(options);
}
