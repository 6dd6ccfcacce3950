/** One function of a graph of calls, with those that called it. */
export interface GraphFunction {
  readonly selfNs: number;
  readonly callCount: number;
  /** Time in it and below it. */
  readonly totalNs: number;
  readonly callers: readonly GraphCall[];
}

/** What a function cost when it was called by one caller. */
export interface GraphCall {
  /** Index of the caller. */
  readonly caller: number;
  readonly callCount: number;
  readonly selfNs: number;
  readonly totalNs: number;
}

/** A function called by another, with the share of what it cost that falls to this caller. */
export interface CallShare {
  readonly callee: number;
  /** Share of the callee's own time; those of all its callers sum to 1. */
  readonly selfRatio: number;
  /** Share of the time in and below the callee; those of all its callers sum to 1. */
  readonly totalRatio: number;
}

/** Turns lists of callers into lists of callees. Calls of itself have no share: they add no stack. */
export function shareOut(functions: readonly GraphFunction[]): readonly (readonly CallShare[])[] {
  const callees: CallShare[][] = functions.map(() => []);
  for (const [callee, { callers }] of functions.entries()) {
    const others = callers.filter(({ caller }) => caller !== callee);
    const totalRatios = ratiosOf(others, ({ totalNs }) => totalNs);
    const selfRatios = ratiosOf(others, ({ selfNs }) => selfNs);
    for (const [index, { caller }] of others.entries()) {
      callees[caller]!.push({
        callee,
        selfRatio: selfRatios[index]!,
        totalRatio: totalRatios[index]!,
      });
    }
  }
  return callees;
}

/** By time; where no time was seen by the number of calls, else in equal parts. */
function ratiosOf(
  calls: readonly GraphCall[],
  timeOf: (call: GraphCall) => number,
): readonly number[] {
  for (const measure of [timeOf, ({ callCount }: GraphCall) => callCount, () => 1]) {
    const values = calls.map((call) => Math.max(0, measure(call)));
    const sum = values.reduce((total, value) => total + value, 0);
    if (sum > 0) return values.map((value) => value / sum);
  }
  return [];
}
