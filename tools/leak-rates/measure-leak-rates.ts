import { dirname } from "node:path";

import { judgeLeak } from "@paceline/analysis";
import type { LeakVerdict } from "@paceline/analysis";
import { discoverBenchmarks, runBenchmarks } from "@paceline/harness";
import { suiteFiles } from "@paceline/suite";

/** What became of one benchmark over all runs. */
export interface LeakRate {
  readonly name: string;
  readonly isPlanted: boolean;
  readonly runCount: number;
  readonly counts: Readonly<Record<LeakVerdict, number>>;
  /** Runs in which a planted leak was not found, or clean code was called a leak. */
  readonly missedCount: number;
}

export interface LeakRateOptions {
  readonly runCount: number;
  /** Only benchmarks with this in their name; all when empty. */
  readonly nameFilter: string;
  readonly onProgress?: (doneRatio: number) => void;
}

const FILE = "leaks.bench.ts";

/** Runs the suite's planted leaks and clean code so many times, each time with another seed. */
export async function measureLeakRates(options: LeakRateOptions): Promise<readonly LeakRate[]> {
  const { runCount, nameFilter, onProgress } = options;
  const file = suiteFiles().find((path) => path.endsWith(`/${FILE}`));
  if (file === undefined) throw new Error(`the suite has no ${FILE}`);
  const root = dirname(file);
  const found = await discoverBenchmarks({ root, include: [], files: [FILE], size: "full" });
  const benchmarks = found.benchmarks.filter(({ name }) => name.includes(nameFilter));
  const verdicts = new Map(benchmarks.map(({ name }) => [name, [] as LeakVerdict[]]));
  let doneCount = 0;
  for (let run = 0; run < runCount; run += 1) {
    // oxlint-disable-next-line no-await-in-loop -- a run uses all cores
    const result = await runBenchmarks({
      root,
      benchmarks,
      fileErrors: found.fileErrors,
      preset: "quick",
      config: {},
      overrides: { forks: 3 },
      seed: run + 1,
      resultFiles: [],
      pacelineVersion: "leak-rates",
      onEvent(event) {
        if (event.kind !== "fork-finished") return;
        doneCount += 1;
        onProgress?.(doneCount / (3 * benchmarks.length * runCount));
      },
    });
    for (const benchmark of result.benchmarks) {
      const [error] = benchmark.errors;
      if (error !== undefined) throw new Error(error.error.message);
      verdicts.get(benchmark.name)!.push(judgeLeak(benchmark, run + 1)!.verdict);
    }
  }
  return benchmarks.map(({ name, leakPlan }) => {
    const own = verdicts.get(name)!;
    const isPlanted = leakPlan?.expected === "leak";
    const counts = {
      leak: own.filter((verdict) => verdict === "leak").length,
      "no-leak": own.filter((verdict) => verdict === "no-leak").length,
      inconclusive: own.filter((verdict) => verdict === "inconclusive").length,
    };
    const missedCount = isPlanted ? own.length - counts.leak : counts.leak;
    return { name, isPlanted, runCount: own.length, counts, missedCount };
  });
}
