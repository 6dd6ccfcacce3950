import { createManualClock } from "@paceline/core";
import { expect, test } from "vitest";

import { warmUp } from "./warm-up.ts";

/** Rounds whose iterations take what `iterationNs` says, by the number of the round. */
function scriptedRounds(iterationNs: (round: number) => number) {
  const clock = createManualClock();
  let round = 0;
  return {
    clock,
    timeRound: (iterationCount: number): number => {
      const roundNs = iterationCount * iterationNs(round);
      round += 1;
      clock.advanceNs(roundNs);
      return roundNs;
    },
  };
}

const options = {
  roundCountMin: 2,
  elapsedNsMax: 100e6,
  iterationCount: 250,
  iterationCountMax: 1e6,
};

test("steady code is warm after two windows", async () => {
  const { clock, timeRound } = scriptedRounds(() => 1000);
  const { record, iterationNs } = await warmUp(timeRound, { ...options, clock });

  expect(record).toEqual({ roundCount: 40, elapsedNs: 40 * 250_000, isSteady: true });
  expect(iterationNs).toBe(1000);
});

test("code that gets faster is warm only when it has stopped to", async () => {
  const { clock, timeRound } = scriptedRounds((round) => (round < 60 ? 2000 - 25 * round : 500));
  const { record, iterationNs } = await warmUp(timeRound, { ...options, clock });

  expect(record.isSteady).toBe(true);
  expect(record.roundCount).toBeGreaterThan(60);
  expect(iterationNs).toBe(500);
});

test("rounds grow with the speed of the code, so that each is long enough to read", async () => {
  const { clock, timeRound } = scriptedRounds((round) => (round < 3 ? 1000 : 10));
  const lengths: number[] = [];
  await warmUp(
    (iterationCount) => {
      const roundNs = timeRound(iterationCount);
      lengths.push(roundNs);
      return roundNs;
    },
    { ...options, clock },
  );

  expect(lengths.at(-1)).toBeGreaterThanOrEqual(125_000);
});

test("code that never settles is given up when its time is over, and says so", async () => {
  const { clock, timeRound } = scriptedRounds((round) => 1e6 * 0.97 ** round + 10);
  const { record } = await warmUp(timeRound, {
    ...options,
    iterationCount: 1,
    elapsedNsMax: 20e6,
    clock,
  });

  expect(record.isSteady).toBe(false);
  expect(record.elapsedNs).toBeGreaterThanOrEqual(20e6);
});

test("long iterations are judged by smaller windows, down to four rounds", async () => {
  const long = scriptedRounds(() => 10e6);
  const few = scriptedRounds(() => 40e6);
  const judge = async ({ clock, timeRound }: ReturnType<typeof scriptedRounds>) =>
    (await warmUp(timeRound, { ...options, iterationCount: 1, clock })).record;

  expect(await judge(long)).toEqual({ roundCount: 10, elapsedNs: 100e6, isSteady: true });
  expect(await judge(few)).toEqual({ roundCount: 3, elapsedNs: 120e6, isSteady: false });
});

test("as many rounds as asked for are run, however long they take", async () => {
  const { clock, timeRound } = scriptedRounds(() => 200e6);
  const { record } = await warmUp(timeRound, {
    ...options,
    iterationCount: 1,
    roundCountMin: 4,
    clock,
  });

  expect(record.roundCount).toBe(4);
});
