import type { RunEvent } from "@paceline/harness";

/** Where a run is. Immutable: {@link advance} makes the next one from an event. */
export interface RunProgress {
  readonly forkCountTotal: number;
  readonly finishedCount: number;
  readonly finishedNs: number;
  readonly expectedNs: number;
  /** Infinite for a run that measures all, however long that takes. */
  readonly timeNsMax: number;
  readonly failedCount: number;
  readonly current: CurrentFork | null;
  /** By benchmark: a benchmark that fails ends before all of its forks have run. */
  readonly finishedCounts: ReadonlyMap<string, number>;
  /** Benchmarks that get more forks than planned, as many as they may at most. */
  readonly grown: ReadonlySet<string>;
}

export interface CurrentFork {
  readonly benchmarkId: string;
  readonly forkIndex: number;
  /** What the fork does, in a word or two. */
  readonly activity: string;
}

export const NOT_STARTED: RunProgress = {
  forkCountTotal: 0,
  finishedCount: 0,
  finishedNs: 0,
  expectedNs: 0,
  timeNsMax: Infinity,
  failedCount: 0,
  current: null,
  finishedCounts: new Map(),
  grown: new Set(),
};

type ForkPhase = Extract<RunEvent, { readonly kind: "fork-phase" }>["phase"];

const ACTIVITIES: Readonly<Record<ForkPhase, string>> = {
  load: "loading",
  setup: "setting up",
  warmup: "warming up",
  measure: "measuring",
  check: "checking",
  teardown: "tearing down",
};

export function advance(progress: RunProgress, event: RunEvent): RunProgress {
  switch (event.kind) {
    case "run-started":
      return {
        ...NOT_STARTED,
        forkCountTotal: event.forkCountTotal,
        expectedNs: event.expectedNs,
        timeNsMax: event.timeNsMax ?? Infinity,
      };
    case "forks-added":
      return {
        ...progress,
        forkCountTotal: progress.forkCountTotal + event.forkCountMax,
        timeNsMax: Math.min(progress.timeNsMax, progress.finishedNs + event.timeNsMax),
        grown: new Set(event.benchmarkIds),
      };
    case "fork-started":
    case "fork-phase": {
      const { benchmarkId, forkIndex } = event;
      const activity = event.kind === "fork-phase" ? ACTIVITIES[event.phase] : "starting";
      return { ...progress, current: { benchmarkId, forkIndex, activity } };
    }
    case "fork-finished":
      return {
        ...progress,
        finishedCount: progress.finishedCount + 1,
        finishedNs: progress.finishedNs + event.elapsedNs,
        failedCount: progress.failedCount + (event.error === null ? 0 : 1),
        current: null,
        finishedCounts: new Map(progress.finishedCounts).set(
          event.benchmarkId,
          finishedCountOf(progress, event.benchmarkId) + 1,
        ),
      };
    case "benchmark-finished": {
      const { id, settings } = event.result;
      const { forkCount, forkCountMax = forkCount } = settings;
      const expectedCount = progress.grown.has(id) ? forkCountMax : forkCount;
      const skippedCount = expectedCount - finishedCountOf(progress, id);
      return { ...progress, forkCountTotal: progress.forkCountTotal - skippedCount };
    }
    default:
      return progress;
  }
}

const finishedCountOf = ({ finishedCounts }: RunProgress, benchmarkId: string): number =>
  finishedCounts.get(benchmarkId) ?? 0;
