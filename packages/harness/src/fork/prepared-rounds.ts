import { createRoundLoop } from "../measure/round-loop.ts";
import type { TimeRound } from "../measure/round-loop.ts";
import { ITERATION_COUNT_MAX } from "../measure/calibrate.ts";
import type { Subject } from "./subject.ts";

/** Inputs held at once at most: a round with inputs has no more iterations than this. */
const INPUT_COUNT_MAX = 4096;

/** Rounds of one benchmark, with their inputs. */
export interface Rounds {
  readonly isAsync: boolean;
  /** Prepares the inputs of the next round, outside of the clock. */
  readonly fill: (iterationCount: number) => void;
  /** Times a round whose inputs are there. */
  readonly time: TimeRound;
  /** Both, one after the other. */
  readonly fillAndTime: TimeRound;
  readonly lastResult: () => unknown;
  readonly iterationCountMax: number;
}

export interface RoundsOptions {
  readonly subject: Subject;
  readonly state: unknown;
  readonly isAsync: boolean;
  readonly nowNs: () => number;
  readonly resultExample: unknown;
}

export function createRounds(options: RoundsOptions): Rounds {
  const { subject, state, isAsync, nowNs, resultExample } = options;
  const inputs: unknown[] | null = subject.options.prepare === undefined ? null : [];
  const { timeRound, lastResult } = createRoundLoop({
    run: subject.run,
    state,
    inputs,
    isAsync,
    nowNs,
    resultExample,
  });
  const fill = (iterationCount: number): void => {
    if (inputs === null) return;
    for (let index = 0; index < iterationCount; index += 1) {
      inputs[index] = subject.options.prepare?.(state, subject.context);
    }
  };
  return {
    isAsync,
    fill,
    time: timeRound,
    fillAndTime: (iterationCount) => {
      fill(iterationCount);
      return timeRound(iterationCount);
    },
    lastResult,
    iterationCountMax: inputs === null ? ITERATION_COUNT_MAX : INPUT_COUNT_MAX,
  };
}

/** Rounds of an empty function in the same kind of loop, to know what the loop itself costs. */
export function createNoopRounds(options: RoundsOptions): Rounds {
  const run = options.isAsync ? async (): Promise<void> => undefined : (): void => undefined;
  return createRounds({
    ...options,
    subject: { ...options.subject, run },
    resultExample: undefined,
  });
}
