import { bench, group } from "@paceline/harness/bench";

/**
 * Functions of known cost for `accuracy.ts`: chains of xorshift steps, each of which needs the result of the one
 * before, so that their time is the latency of a few instructions and nothing else. Calls are chained too: a processor
 * works on independent calls at the same time, and 50 steps then take 13 % less than 50 times a step.
 */
function spin(start: number, stepCount: number): number {
  let state = start;
  for (let step = 0; step < stepCount; step += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
  }
  return state;
}

const LONG_STEP_COUNT = 5_000_000;
const LONG_LOOP_COUNT = 7;

/** Time of one step, from loops so long that neither clock nor call counts; their median. */
function measureStepNs(): number {
  const stepNs: number[] = [];
  for (let loop = 0; loop < LONG_LOOP_COUNT; loop += 1) {
    const startedNs = process.hrtime.bigint();
    spin(123_456_789, LONG_STEP_COUNT);
    stepNs.push(Number(process.hrtime.bigint() - startedNs) / LONG_STEP_COUNT);
  }
  return stepNs.sort((a, b) => a - b)[LONG_LOOP_COUNT >> 1]!;
}

group("accuracy", () => {
  bench("noop", () => undefined);
  bench(
    "spin",
    {
      params: {
        nominalNs: { smoke: [100], full: [100, 1_000, 10_000, 1_000_000] },
      },
      setup: ({ parameters }) => ({
        stepCount: Math.round(parameters.nominalNs / measureStepNs()),
        last: 123_456_789,
      }),
      metrics: {
        // Read in the same process, just after the timed rounds: processes differ by their core's clock.
        truth: {
          unit: "ns",
          direction: "none",
          measure: ({ stepCount }) => stepCount * measureStepNs(),
        },
      },
    },
    (state) => {
      state.last = spin(state.last, state.stepCount);
      return state.last;
    },
  );
});
