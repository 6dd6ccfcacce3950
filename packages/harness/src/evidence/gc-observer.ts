import type { PerformanceEntry } from "node:perf_hooks";

import type { GcEvidence, GcKind } from "@paceline/core";

/** One garbage collection, in the time of `performance.now()`. */
export interface Collection {
  readonly kind: GcKind;
  readonly startedMs: number;
  readonly pauseNs: number;
}

/** Collections of this process, told by V8. They arrive when the event loop turns, never inside a round. */
export interface GcObserver extends Disposable {
  /** Lets the event loop turn and gives all collections so far, oldest first. */
  flush(): Promise<readonly Collection[]>;
}

const NS_PER_MS = 1e6;

// perf_hooks.constants.NODE_PERFORMANCE_GC_*; importing that module would cost every fork its start.
const KIND_BY_NUMBER: Readonly<Record<number, GcKind>> = {
  1: "minor",
  2: "minor",
  4: "major",
  8: "incremental",
  16: "weak-callback",
};

export function observeGc(): GcObserver {
  const collections: Collection[] = [];
  const take = (entries: readonly PerformanceEntry[]): void => {
    for (const entry of entries) {
      const { startTime, duration } = entry;
      const kind = KIND_BY_NUMBER[kindNumber(entry)];
      if (kind === undefined) continue;
      collections.push({ kind, startedMs: startTime, pauseNs: duration * NS_PER_MS });
    }
  };
  const observer = new PerformanceObserver((list) => take(list.getEntries()));
  observer.observe({ type: "gc" });
  return {
    async flush() {
      // Node queues an entry in one turn of the event loop and hands it out in the next.
      await turnEventLoop();
      await turnEventLoop();
      take(observer.takeRecords());
      return collections;
    },
    [Symbol.dispose]() {
      observer.disconnect();
    },
  };
}

/** The types of Node know no `detail`, which its "gc" entries have. */
function kindNumber(entry: PerformanceEntry): number {
  const detail: unknown = "detail" in entry ? entry.detail : undefined;
  return typeof detail === "object" && detail !== null && "kind" in detail
    ? Number(detail.kind)
    : 0;
}

/** One turn of the event loop: what waits there gets its chance. */
export const turnEventLoop = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

/** Sums per kind, kinds in a fixed order, only those that happened. */
export function summarizeGc(collections: readonly Collection[]): readonly GcEvidence[] {
  const kinds: readonly GcKind[] = ["minor", "major", "incremental", "weak-callback"];
  return kinds.flatMap((kind) => {
    const pauses = collections.filter((each) => each.kind === kind).map(({ pauseNs }) => pauseNs);
    if (pauses.length === 0) return [];
    const pauseNsTotal = pauses.reduce((sum, pauseNs) => sum + pauseNs, 0);
    return [{ kind, count: pauses.length, pauseNsTotal, pauseNsMax: Math.max(...pauses) }];
  });
}

/** How many rounds, given by begin and length, have at least one of the collections in them. */
export function countGcRounds(
  startedMs: ArrayLike<number>,
  roundNs: ArrayLike<number>,
  collections: readonly Collection[],
): number {
  const hit = new Set<number>();
  let round = 0;
  for (const collection of collections.toSorted((a, b) => a.startedMs - b.startedMs)) {
    while (
      round < startedMs.length &&
      startedMs[round]! + roundNs[round]! / NS_PER_MS < collection.startedMs
    ) {
      round += 1;
    }
    if (round < startedMs.length && startedMs[round]! <= collection.startedMs) hit.add(round);
  }
  return hit.size;
}
