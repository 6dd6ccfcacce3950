import type { FrameTable } from "../model/frame-table.ts";
import { benjaminiHochberg } from "./benjamini-hochberg.ts";
import { judgeEffect, SAMPLE_COUNT_MIN, testDifference } from "./effect.ts";
import type { Effect, JudgeOptions, TestedDifference } from "./effect.ts";
import { seriesOf } from "./run-sums.ts";
import type { RunSums } from "./run-sums.ts";

/** What changed of one function over all places where it is called. */
export interface FunctionChange {
  /** In the frame table of the difference. */
  readonly frame: number;
  /** While the function itself was on top: those of all functions sum to the change of the whole. */
  readonly self: Effect;
  /** While it was anywhere on the stack, once however often it was there. */
  readonly total: Effect;
  /**
   * The function that its time moved to or from, because the compiler inlined one into the other
   * differently; null when none did. Its own change is then no change of what the code costs.
   */
  readonly movedWith: number | null;
}

type Kind = "self" | "total";

/** Judges every function that either side has seen, in the order of the table. */
export function judgeFunctions(
  frames: FrameTable,
  base: readonly RunSums[],
  head: readonly RunSums[],
  options: JudgeOptions,
): readonly FunctionChange[] {
  const seen = [...functionsSeen(frames, [...base, ...head])];
  const effects = (kind: Kind): readonly Effect[] =>
    judgeFamily(
      seen.map((frame) => testFunction(frame, kind, base, head)),
      options,
    );
  const self = effects("self");
  const total = effects("total");
  return seen.map((frame, index) => ({
    frame,
    self: self[index]!,
    total: total[index]!,
    movedWith: null,
  }));
}

export function testFunction(
  frame: number,
  kind: Kind,
  base: readonly RunSums[],
  head: readonly RunSums[],
): TestedDifference {
  const series = (runs: readonly RunSums[]): ReturnType<typeof seriesOf> =>
    seriesOf(runs, ({ functions }) =>
      kind === "self"
        ? { weight: functions.selfWeights[frame]!, count: functions.selfCounts[frame]! }
        : { weight: functions.totalWeights[frame]!, count: functions.totalCounts[frame]! },
    );
  return testDifference(series(base), series(head));
}

/** Functions of too few samples are not tested: they would only cost the others power. */
function judgeFamily(tests: readonly TestedDifference[], options: JudgeOptions): readonly Effect[] {
  const qValues = tests.map((): number | null => null);
  const family = tests.flatMap(({ base, head, difference }, index) =>
    difference !== null && base.sampleCount + head.sampleCount >= SAMPLE_COUNT_MIN
      ? [{ index, pValue: difference.pValue }]
      : [],
  );
  const adjusted = benjaminiHochberg(family.map(({ pValue }) => pValue));
  for (const [position, { index }] of family.entries()) qValues[index] = adjusted[position]!;
  return tests.map((test, index) => judgeEffect(test, qValues[index]!, options));
}

function functionsSeen(frames: FrameTable, runs: readonly RunSums[]): ReadonlySet<number> {
  const seen = new Set<number>();
  // The root is no function, but weight that belongs to nobody has to be somewhere for the sum to be right.
  if (runs.some(({ functions }) => functions.selfWeights[0] !== 0)) seen.add(0);
  for (let frame = 1; frame < frames.count; frame++) {
    if (runs.some(({ functions }) => functions.totalWeights[frame] !== 0)) seen.add(frame);
  }
  return seen;
}
