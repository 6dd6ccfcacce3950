/** One fork of one benchmark, in the order of the run. */
export interface PlannedFork {
  /** Index of the benchmark in the run. */
  readonly benchmarkIndex: number;
  /** Index of the fork among those of its benchmark. */
  readonly forkIndex: number;
  readonly order: number;
}

/**
 * Order of all forks of a run: passes over the benchmarks, every second one backwards (A B, B A, A B).
 *
 * Forks of one benchmark are spread over the run, so that a slow minute of the machine costs every benchmark
 * a fork and none all of its forks; turning round cancels a drift that is linear in time.
 *
 * @param forkCounts - of each benchmark; those with fewer drop out of later passes.
 */
export function planForks(forkCounts: readonly number[]): readonly PlannedFork[] {
  const plan: PlannedFork[] = [];
  const passCount = forkCounts.reduce((most, count) => Math.max(most, count), 0);
  for (let pass = 0; pass < passCount; pass += 1) {
    const indexes = [...forkCounts.keys()].filter((index) => forkCounts[index]! > pass);
    if (pass % 2 === 1) indexes.reverse();
    for (const benchmarkIndex of indexes) {
      plan.push({ benchmarkIndex, forkIndex: pass, order: plan.length });
    }
  }
  return plan;
}
