import { expect, test } from "vitest";

import { takeTimedRounds } from "./timed-rounds.ts";

const take = (roundNs: number, options: Partial<Parameters<typeof takeTimedRounds>[0]> = {}) =>
  takeTimedRounds({
    roundCountMin: 5,
    measureNsMax: 1e6,
    iterationCount: 10,
    beforeRound: () => undefined,
    timeRound: () => roundNs,
    onFirstRound: () => undefined,
    ...options,
  });

test.for([
  { roundNs: 1e5, count: 10, why: "until the time is used up" },
  { roundNs: 1e9, count: 5, why: "as many as asked for, however long" },
])("takes $count rounds of $roundNs ns: $why", async ({ roundNs, count }) => {
  const { roundNs: readings, startedMs } = await take(roundNs);
  expect([...readings]).toEqual(Array.from({ length: count }, () => roundNs));
  expect(startedMs).toHaveLength(count);
});

test("ends at a thousand rounds, since memory for them was there before the first", async () => {
  expect((await take(0, { measureNsMax: 1e9 })).roundNs).toHaveLength(1000);
});

test("prepares before each round and tells the first one once", async () => {
  const log: string[] = [];
  await take(1e9, {
    roundCountMin: 2,
    beforeRound: () => log.push("before"),
    onFirstRound: () => log.push("first"),
    timeRound: (count) => {
      log.push(`round of ${count}`);
      return 1e9;
    },
  });
  expect(log).toEqual(["before", "round of 10", "first", "before", "round of 10"]);
});
