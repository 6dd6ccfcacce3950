/** Times one round of so many iterations, in nanoseconds of all of them together. */
export type TimeRound = (iterationCount: number) => number | Promise<number>;

export interface RoundLoopOptions {
  readonly run: (state: unknown, input: unknown) => unknown;
  readonly state: unknown;
  /** Inputs of the round's iterations, filled before the clock starts; null when there are none. */
  readonly inputs: readonly unknown[] | null;
  readonly isAsync: boolean;
  readonly nowNs: () => number;
  /** A result of `run`, to give the sink the representation that needs no allocation of its own. */
  readonly resultExample: unknown;
}

export interface RoundLoop {
  readonly timeRound: TimeRound;
  /** What the last iteration returned; a promise's value when asynchronous. */
  readonly lastResult: () => unknown;
}

interface LoopParts {
  readonly timeRound: TimeRound;
  readonly lastResult: () => unknown;
}

let loopCount = 0;

/**
 * Makes the loop that times `run`, from source text, so that every benchmark has one of its own: a shared
 * loop would remember the types of the benchmark before and measure the next one slower.
 *
 * Every result is stored in a field that outlives the loop, so no call and no allocation in it can be
 * dropped. The field has a name of its own per loop because V8 shares the shape of equal literals. `run`
 * may be inlined, as it would be in the program that it comes from.
 */
export function createRoundLoop(options: RoundLoopOptions): RoundLoop {
  const { run, state, inputs, isAsync, nowNs, resultExample } = options;
  loopCount += 1;
  const sink = `sink.result${loopCount}`;
  const call = inputs === null ? "run(state)" : "run(state, inputs[index])";
  const source = `
    "use strict";
    const sink = { result${loopCount}: initial };
    const timeRound = ${isAsync ? "async " : ""}function timeRound(iterationCount) {
      const startedNs = nowNs();
      for (let index = 0; index < iterationCount; index += 1) ${sink} = ${isAsync ? "await " : ""}${call};
      return nowNs() - startedNs;
    };
    return { timeRound, lastResult: () => ${sink} };`;
  // A field that first holds a fraction is a number field: later numbers are written in place.
  const initial = typeof resultExample === "number" ? 0.5 : undefined;
  // oxlint-disable-next-line typescript/no-implied-eval -- the text is ours, and a fresh loop is the point
  const create = new Function("run", "state", "inputs", "nowNs", "initial", source);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the type of the text above
  return create(run, state, inputs, nowNs, initial) as LoopParts;
}
