import { availableParallelism } from "node:os";

import { InvalidOptionError, type OptionIssue } from "@paceline/core";

import type { BackendOptions } from "../../backend.ts";
import type { AgentFailedError, WorkerLostError, WorkersExhaustedError } from "../../errors.ts";
import { type MailboxBound, resolveMailbox } from "./mail.ts";

/** What backends of several workers understand beside {@link BackendOptions}. */
export interface WorkerOptions extends BackendOptions {
  readonly workers?: WorkerCounts;
  /**
   * Workers that may be started in place of lost ones; their agents are made anew.
   *
   * @defaultValue 0
   */
  readonly restartCountMax?: number;
  /**
   * A worker that shows no progress for this long is ended, and its agents are lost.
   *
   * @defaultValue 60000
   */
  readonly silenceMsMax?: number;
  /**
   * Told of each lost worker, at once; the call that was running goes on. Told too when a worker that was to
   * be started in its place cannot be, as none are left.
   */
  readonly onWorkerLost?: (error: WorkerLostError | WorkersExhaustedError) => void;
  /**
   * Told of each agent that should have moved to another worker and cannot, once: why is in the error. It
   * lives on where it is.
   */
  readonly onAgentStays?: (error: AgentFailedError) => void;
}

/** How many workers there are. With `min` or `max` beside `initial` their number follows the load. */
export interface WorkerCounts {
  /** Started at once, all in parallel. @defaultValue as many as the machine has cores */
  readonly initial?: number;
  /** Never fewer, also when there is nothing to do. @defaultValue `initial` */
  readonly min?: number;
  /** @defaultValue `initial` */
  readonly max?: number;
  /**
   * Share of the time of recent calls that workers spend in agents' code above which their number is
   * doubled, up to `max`. Agents move to the new ones.
   *
   * @defaultValue 0.8
   */
  readonly busyRatioMax?: number;
  /**
   * The share below which their number is halved, down to `min`. At most half of `busyRatioMax`, or each
   * change would undo the last.
   *
   * @defaultValue 0.3, or half of `busyRatioMax` where that is less
   */
  readonly busyRatioMin?: number;
}

export interface ResolvedWorkerOptions {
  readonly mailbox: MailboxBound;
  readonly deliveryCountMax: number;
  readonly initialCount: number;
  readonly minCount: number;
  readonly maxCount: number;
  readonly busyRatioMax: number;
  readonly busyRatioMin: number;
  readonly restartCountMax: number;
  readonly silenceMsMax: number;
  readonly onWorkerLost: (error: WorkerLostError | WorkersExhaustedError) => void;
  readonly onAgentStays: (error: AgentFailedError) => void;
}

/** Threads and restarts beyond this are a mistake in the options, not a plan. */
const WORKER_COUNT_MAX = 128;

export function resolveWorkerOptions(options: WorkerOptions): ResolvedWorkerOptions {
  const { workers = {} } = options;
  const { min = 1, max = Infinity, busyRatioMax = 0.8 } = workers;
  const initialCount = workers.initial ?? Math.max(min, Math.min(availableParallelism(), max));
  const resolved: ResolvedWorkerOptions = {
    mailbox: resolveMailbox(options.mailbox),
    deliveryCountMax: options.deliveryCountMax ?? 1_000_000,
    initialCount,
    minCount: workers.min ?? initialCount,
    maxCount: workers.max ?? initialCount,
    busyRatioMax,
    busyRatioMin: workers.busyRatioMin ?? Math.min(0.3, busyRatioMax / 2),
    restartCountMax: options.restartCountMax ?? 0,
    silenceMsMax: options.silenceMsMax ?? 60_000,
    onWorkerLost: options.onWorkerLost ?? (() => {}),
    onAgentStays: options.onAgentStays ?? (() => {}),
  };
  const issues = findIssues(resolved);
  if (issues.length > 0) throw new InvalidOptionError(issues);
  return Object.freeze(resolved);
}

function findIssues(options: ResolvedWorkerOptions): OptionIssue[] {
  const { initialCount, minCount, maxCount, busyRatioMax, busyRatioMin } = options;
  const { restartCountMax, silenceMsMax } = options;
  const checks: readonly (readonly [
    isFine: boolean,
    path: string,
    expected: string,
    received: unknown,
  ])[] = [
    [isCount(minCount, 1, maxCount), "workers.min", `1 to ${maxCount}`, minCount],
    [
      isCount(initialCount, minCount, maxCount),
      "workers.initial",
      `${minCount} to ${maxCount}`,
      initialCount,
    ],
    [isCount(maxCount, 1, WORKER_COUNT_MAX), "workers.max", `1 to ${WORKER_COUNT_MAX}`, maxCount],
    [
      busyRatioMax > 0 && busyRatioMax <= 1,
      "workers.busyRatioMax",
      "above 0, up to 1",
      busyRatioMax,
    ],
    [
      busyRatioMin >= 0 && busyRatioMin <= busyRatioMax / 2,
      "workers.busyRatioMin",
      `0 to ${busyRatioMax / 2}, half of busyRatioMax`,
      busyRatioMin,
    ],
    [
      isCount(restartCountMax, 0, WORKER_COUNT_MAX - maxCount),
      "restartCountMax",
      `0 to ${WORKER_COUNT_MAX - maxCount}, with ${maxCount} workers`,
      restartCountMax,
    ],
    [
      silenceMsMax > 0 && silenceMsMax < 2 ** 31,
      "silenceMsMax",
      "above 0, below 2^31",
      silenceMsMax,
    ],
  ];
  return checks.flatMap(([isFine, path, expected, received]) =>
    isFine ? [] : [{ path, expected, received }],
  );
}

const isCount = (value: number, min: number, max: number): boolean =>
  Number.isInteger(value) && value >= min && value <= max;

/** @returns null when Node is to decide. @throws {InvalidOptionError} */
export function resolveHeapBytesMax(bytes: number | undefined): number | null {
  if (bytes === undefined) return null;
  if (bytes >= 2 ** 20) return bytes;
  throw new InvalidOptionError([
    { path: "heapBytesMax", expected: "at least 1048576", received: bytes },
  ]);
}
