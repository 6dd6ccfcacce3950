import { createRoundLoop } from "../measure/round-loop.ts";
import type { TimeRound } from "../measure/round-loop.ts";
import { ITERATION_COUNT_MAX } from "../measure/calibrate.ts";
import { hrtimeBigint } from "../measure/untouched-clocks.ts";
import type { Subject } from "./subject.ts";

/** Inputs held at once at most: a round with inputs has no more iterations than this. */
const INPUT_COUNT_MAX = 4096;
/** Time that preparing the inputs of one round may take: inputs are outside the clock, but people wait. */
const INPUTS_NS_MAX = 20e6;

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

const INPUT_PROBE_COUNT_MAX = 16;

/**
 * The same rounds with as many iterations at most as can have their inputs prepared in a bearable time. Every
 * input made here is used, as all others are.
 */
export async function boundByInputs(rounds: Rounds, hasInputs: boolean): Promise<Rounds> {
  if (!hasInputs) return rounds;
  let inputCount = 0;
  let elapsedNs = 0;
  for (let batch = 1; batch <= INPUT_PROBE_COUNT_MAX && elapsedNs < INPUTS_NS_MAX; batch *= 2) {
    const startedNs = hrtimeBigint();
    rounds.fill(batch);
    elapsedNs += Number(hrtimeBigint() - startedNs);
    inputCount += batch;
    // oxlint-disable-next-line no-await-in-loop -- rounds must not overlap
    await rounds.time(batch);
  }
  const affordableCount = Math.floor(INPUTS_NS_MAX / (elapsedNs / inputCount));
  const iterationCountMax = Math.min(Math.max(affordableCount, 1), rounds.iterationCountMax);
  return { ...rounds, iterationCountMax };
}

const noop = (): void => undefined;
const asyncNoop = async (): Promise<void> => undefined;

/** Rounds of an empty function in the same kind of loop, to know what the loop itself costs. */
export function createNoopRounds(options: RoundsOptions): Rounds {
  const subject = {
    ...options.subject,
    run: options.isAsync ? asyncNoop : noop,
    options: options.subject.options.prepare === undefined ? {} : { prepare: noop },
  };
  return createRounds({ ...options, subject, resultExample: undefined });
}
