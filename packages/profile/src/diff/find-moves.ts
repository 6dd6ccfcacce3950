import { judgeEffect, testDifference } from "./effect.ts";
import type { Effect, JudgeOptions } from "./effect.ts";
import { testFunction } from "./judge-functions.ts";
import type { FunctionChange } from "./judge-functions.ts";
import { addSeries } from "./run-sums.ts";
import type { RunSums } from "./run-sums.ts";
import type { UnionTree } from "./union-tree.ts";

/** Time that changed hands between a function and its caller without any being gained or lost. */
export interface MovedPair {
  /** Frames of the two. */
  readonly caller: number;
  readonly callee: number;
  /** Change of both together: what the code costs more or less. */
  readonly sum: Effect;
}

/** Beyond this share of the smaller of the two changes their sum is a change, however wide its interval. */
const SUM_RATIO_MAX = 0.5;

interface Evidence {
  readonly base: readonly RunSums[];
  readonly head: readonly RunSums[];
  readonly options: JudgeOptions;
}

/**
 * Finds functions whose time moved to or from a caller, because the compiler inlined one into the other on
 * one side only. V8 charges an inlined function's samples to its caller, so such a function seems new or
 * gone.
 *
 * A pair: one calls the other, their changes are of opposite sign, one of them at least is found changed,
 * and their sum has an interval that holds zero. Each function is in one pair at most, the largest first.
 */
export function findMoves(
  tree: UnionTree,
  changes: readonly FunctionChange[],
  { base, head, options }: Evidence,
): readonly MovedPair[] {
  const byFrame = new Map(changes.map((change) => [change.frame, change]));
  const candidates = callPairs(tree)
    .flatMap(([caller, callee]) => {
      const [a, b] = [byFrame.get(caller)?.self, byFrame.get(callee)?.self];
      if (a === undefined || b === undefined || a.delta * b.delta >= 0) return [];
      if (a.verdict !== "changed" && b.verdict !== "changed") return [];
      return [{ caller, callee, size: Math.min(Math.abs(a.delta), Math.abs(b.delta)) }];
    })
    .sort((a, b) => b.size - a.size);
  const taken = new Set<number>();
  const moves: MovedPair[] = [];
  for (const { caller, callee, size } of candidates) {
    if (taken.has(caller) || taken.has(callee)) continue;
    const callerTest = testFunction(caller, "self", base, head);
    const calleeTest = testFunction(callee, "self", base, head);
    const test = testDifference(
      addSeries(callerTest.base, calleeTest.base),
      addSeries(callerTest.head, calleeTest.head),
    );
    const sum = judgeEffect(test, test.difference?.pValue ?? null, options);
    const holdsZero = sum.interval !== null && sum.interval.low <= 0 && sum.interval.high >= 0;
    if (!holdsZero || Math.abs(sum.delta) > size * SUM_RATIO_MAX) continue;
    taken.add(caller).add(callee);
    moves.push({ caller, callee, sum });
  }
  return moves;
}

/** Every two functions of which one calls the other somewhere, once. */
function callPairs({
  count,
  parents,
  nodeFrames,
  frames,
}: UnionTree): readonly (readonly [number, number])[] {
  const pairs = new Map<number, readonly [number, number]>();
  for (let node = 1; node < count; node++) {
    const caller = nodeFrames[parents[node]!]!;
    const callee = nodeFrames[node]!;
    if (caller !== 0 && caller !== callee)
      pairs.set(caller * frames.count + callee, [caller, callee]);
  }
  return [...pairs.values()];
}
