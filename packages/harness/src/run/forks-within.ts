import type { BenchmarkDescriptor } from "../descriptor.ts";
import type { PlannedFork } from "./plan-forks.ts";

/** A run that must end in time, and what it is to have measured by then. */
export interface TimeBudget {
  /** In the time of `performance.now()`. No fork is started that is likely to end later. */
  readonly endMs: number;
  /**
   * How much depends on a benchmark, 0 for those that most depends on. Where time is short, what has a higher
   * rank waits until all of a lower one have {@link JUDGED_FORK_COUNT} forks.
   */
  readonly rankOf: (benchmark: BenchmarkDescriptor) => number;
}

/** Fewer forks have no interval to speak of. */
export const JUDGED_FORK_COUNT = 3;

/** A benchmark as far as the order of forks depends on it. */
export interface BudgetedBenchmark {
  readonly rank: number;
  readonly forkCount: number;
  /** True when its other forks need not run. */
  readonly isOver: () => boolean;
}

interface Cell extends BudgetedBenchmark {
  readonly benchmarkIndex: number;
  doneCount: number;
  /** What its last fork took; null before there was one. */
  forkMs: number | null;
}

/**
 * Chooses forks one by one, each when the one before has ended: passes over all benchmarks by rank, every second
 * one backwards, so that whenever it ends, the forks are spread evenly and what matters most is there.
 *
 * A fork is left out when its benchmark's last one took longer than what is left, or, as long as that is not known,
 * when the mean of all forks does.
 *
 * @yields the fork to be run next; asking for another says that it has ended.
 */
export function* forksWithin(
  endMs: number,
  benchmarks: readonly BudgetedBenchmark[],
  nowMs: () => number = () => performance.now(),
): Generator<PlannedFork, void> {
  const cells: readonly Cell[] = benchmarks.map((benchmark, benchmarkIndex) => ({
    ...benchmark,
    benchmarkIndex,
    doneCount: 0,
    forkMs: null,
  }));
  let [order, elapsedMs] = [0, 0];
  for (;;) {
    const startMs = nowMs();
    const meanMs = order === 0 ? 0 : elapsedMs / order;
    const cell = chooseCell(cells, endMs - startMs, meanMs);
    if (cell === null) return;
    yield { benchmarkIndex: cell.benchmarkIndex, forkIndex: cell.doneCount, order };
    cell.forkMs = nowMs() - startMs;
    elapsedMs += cell.forkMs;
    cell.doneCount += 1;
    order += 1;
  }
}

function chooseCell(cells: readonly Cell[], leftMs: number, meanMs: number): Cell | null {
  const costOf = ({ forkMs }: Cell): number => forkMs ?? meanMs;
  const open = cells.filter(
    (cell) => cell.doneCount < cell.forkCount && costOf(cell) < leftMs && !cell.isOver(),
  );
  /** What those of lower rank still need. */
  const reservedMs = (rank: number): number =>
    open
      .filter((cell) => cell.rank < rank)
      .reduce((sum, cell) => sum + costOf(cell) * missingCount(cell), 0);
  const inOrder = open.toSorted(
    (a, b) => a.doneCount - b.doneCount || a.rank - b.rank || positionOf(a) - positionOf(b),
  );
  return inOrder.find((cell) => costOf(cell) + reservedMs(cell.rank) < leftMs) ?? null;
}

const missingCount = ({ doneCount, forkCount }: Cell): number =>
  Math.max(0, Math.min(JUDGED_FORK_COUNT, forkCount) - doneCount);

const positionOf = ({ benchmarkIndex, doneCount }: Cell): number =>
  doneCount % 2 === 0 ? benchmarkIndex : -benchmarkIndex;
