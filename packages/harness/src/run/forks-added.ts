import type { BenchmarkProgress } from "./benchmark-progress.ts";
import type { PlannedFork } from "./plan-forks.ts";
import type { RunEvent } from "./run-event.ts";
import type { RunRequest } from "./run-request.ts";

export interface AddedForksOptions {
  readonly onEvent: RunRequest["onEvent"] | undefined;
  readonly signal: AbortSignal | undefined;
  /** In the time of `performance.now()`: no fork is added that would end later, if it takes what the one before took. */
  readonly endMs: number;
  /** Position of the first among all forks of the run. */
  readonly orderFrom: number;
  /** @defaultValue performance.now */
  readonly now?: () => number;
}

/**
 * Forks beside those of the plan, each chosen when the one before has ended: passes over the benchmarks that cannot be judged
 * by theirs yet, every second one backwards, until all can, have as many as they may, or time is up. Then what there is has to do.
 *
 * @yields the fork to be run next; asking for another says that it has ended.
 */
export function* forksAdded(
  progress: readonly BenchmarkProgress[],
  { endMs, orderFrom, onEvent, signal, now = () => performance.now() }: AddedForksOptions,
): Generator<PlannedFork> {
  let order = orderFrom;
  let forkMs = 0;
  const isTimeLeft = (): boolean => now() + forkMs < endMs && signal?.aborted !== true;
  const begun = progress.filter(({ isUnsettled }) => isUnsettled);
  if (begun.length > 0) onEvent?.(addingEvent(begun, endMs - now()));
  for (let pass = 0; isTimeLeft(); pass += 1) {
    const indexes = [...progress.keys()].filter((index) => progress[index]!.isUnsettled);
    if (indexes.length === 0) return;
    if (pass % 2 === 1) indexes.reverse();
    for (const benchmarkIndex of indexes) {
      if (!isTimeLeft()) break;
      const forkIndex = progress[benchmarkIndex]!.result.forks.length;
      const startedMs = now();
      yield { benchmarkIndex, forkIndex, order };
      forkMs = now() - startedMs;
      order += 1;
    }
  }
  if (signal?.aborted !== true) settleAll(progress, onEvent);
}

const NS_PER_MS = 1e6;

const addingEvent = (progress: readonly BenchmarkProgress[], leftMs: number): RunEvent => ({
  kind: "forks-added",
  benchmarkIds: progress.map(({ benchmark }) => benchmark.id),
  forkCountMax: progress.reduce(
    (sum, { settings: { forkCount, forkCountMax = forkCount } }) => sum + forkCountMax - forkCount,
    0,
  ),
  timeNsMax: leftMs * NS_PER_MS,
});

function settleAll(progress: readonly BenchmarkProgress[], onEvent: RunRequest["onEvent"]): void {
  for (const each of progress.filter(({ isUnsettled }) => isUnsettled)) {
    each.settle();
    onEvent?.({ kind: "benchmark-finished", result: each.result });
  }
}
