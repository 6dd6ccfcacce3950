/**
 * How often a gate over stored results calls unchanged code changed, how often a rule of 10 % between medians does,
 * and how often a benchmark that got a quarter slower is called so: for forks that scatter as real ones do, few and
 * unequal numbers of them, in suites of ten benchmarks.
 *
 *     node --conditions=@paceline/source tools/gate-audit.ts [suites of each kind]
 */
import { compareResults, wilsonInterval } from "@paceline/analysis";
import { createRandom, median, sortSamples } from "@paceline/core";
import type { RunResult } from "@paceline/core";

import { makeBenchmark, makeRun } from "../packages/analysis/test/make-run.ts";
import { judgeRate } from "./judging/evidence.ts";
import { HISTORY_KINDS } from "./judging/histories.ts";

const SUITE_COUNT = Number(process.argv[2] ?? 100);
const BENCHMARK_COUNT = 10;
const FORK_COUNTS = [
  [2, 2],
  [3, 3],
  [5, 5],
  [5, 12],
  [15, 15],
] as const;
const ERROR_RATIO = 0.05;
const NAIVE_RATIO = 1.1;
const SLOWER_RATIO = 1.25;
const percent = (ratio: number): string => `${(100 * ratio).toFixed(1)} %`.padStart(7);

type Forks = readonly number[];
let missedCount = 0;

for (const { name, draw, isMoving, isCarried = false } of HISTORY_KINDS) {
  // What moves with time moves between two stored results, which their forks cannot show.
  if (isMoving === true) continue;
  for (const [baseCount, headCount] of FORK_COUNTS) {
    const random = createRandom(baseCount * 100 + headCount);
    let alarmCount = 0;
    let naiveCount = 0;
    let foundCount = 0;
    for (let suite = 0; suite < SUITE_COUNT; suite += 1) {
      const sides = Array.from({ length: BENCHMARK_COUNT }, () => ({
        base: draw(random, baseCount),
        head: draw(random, headCount),
      }));
      if (
        verdictsOf(sides, isCarried).some((verdict) => verdict === "slower" || verdict === "faster")
      ) {
        alarmCount += 1;
      }
      if (sides.some(({ base, head }) => middle(head) / middle(base) > NAIVE_RATIO)) {
        naiveCount += 1;
      }
      const [first, ...rest] = sides;
      const slowed = { base: first!.base, head: first!.head.map((value) => SLOWER_RATIO * value) };
      if (verdictsOf([slowed, ...rest], isCarried)[0] === "slower") foundCount += 1;
    }
    const alarms = wilsonInterval(alarmCount, SUITE_COUNT);
    const evidence = judgeRate(alarms, ERROR_RATIO);
    if (evidence === "NOT MET") missedCount += 1;
    process.stdout.write(
      `${name.padEnd(38)} ${`${baseCount} and ${headCount}`.padStart(9)} ${isCarried ? "runs " : "forks"}  false alarms ${percent(alarms.ratio)} [${percent(alarms.low)}, ${percent(alarms.high)}] ${evidence.padEnd(9)}` +
        `  a 10 % rule ${percent(naiveCount / SUITE_COUNT)}  +25 % found ${percent(foundCount / SUITE_COUNT)}\n`,
    );
  }
}
process.exitCode = missedCount === 0 ? 0 : 1;

type Sides = readonly { readonly base: Forks; readonly head: Forks }[];

/** Of single runs with so many forks, or where deviations carry over of so many runs, which follow each other. */
function verdictsOf(sides: Sides, isCarried: boolean): string[] {
  const { comparisons } = compareResults(
    runsOf(sides, "base", isCarried),
    runsOf(sides, "head", isCarried),
    { errorRatio: ERROR_RATIO },
  );
  return comparisons.map(({ verdict }) => verdict);
}

function runsOf(sides: Sides, side: "base" | "head", isCarried: boolean): RunResult[] {
  const runOf = (pick: (forks: Forks) => Forks): RunResult =>
    makeRun(
      sides.map((forks, index) =>
        makeBenchmark(
          `b${index}`,
          pick(forks[side]).map((value) => [1000 * value]),
        ),
      ),
    );
  if (!isCarried) return [runOf((forks) => forks)];
  return sides[0]![side].map((_, run) => runOf((forks) => forks.slice(run, run + 1)));
}

function middle(forks: Forks): number {
  return median(sortSamples(forks));
}
