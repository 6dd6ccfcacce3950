import { expect, test } from "vitest";

import { WorkerRoster } from "./worker-roster.ts";

function rosterOf(agentCounts: readonly number[]): WorkerRoster {
  const roster = new WorkerRoster();
  for (const [at, count] of agentCounts.entries()) {
    const { agentIndexes } = roster.add(at + 1);
    for (let index = 0; index < count; index++) agentIndexes.add(at * 100 + index);
  }
  return roster;
}

test("without measurements, every agent counts the same", () => {
  expect(rosterOf([3, 0, 1]).place(5)).toEqual([2, 2, 3, 2, 3]);
});

test("with measurements, new agents go where the least was done, not where the fewest live", () => {
  const roster = rosterOf([1, 5]);
  roster.noteCall(
    new Map([
      [1, 9_000],
      [2, 1_000],
    ]),
    10_000,
  );
  // An agent is expected to take a sixth of 10 µs: five of them fit before the first worker's load.
  expect(roster.place(5)).toEqual([2, 2, 2, 2, 2]);
});

test("agents that leave take what they did with them, so a worker without any has nothing to do", () => {
  const roster = rosterOf([2, 2]);
  roster.noteCall(
    new Map([
      [1, 9_000],
      [2, 6_000],
    ]),
    10_000,
  );
  for (const index of [0, 1]) roster.removeAgent(1, index);
  expect(roster.find(1)!.busyNs).toBe(0);
  expect(roster.place(2)).toEqual([1, 1]);
  for (const index of [100, 101]) roster.removeAgent(2, index);
  expect(roster.place(4)).toEqual([1, 2, 1, 2]);
});

test("load is the share of the calls' time that workers were busy, the last call counting half", () => {
  const roster = rosterOf([1, 1]);
  roster.noteCall(new Map([[1, 1_000]]), 1_000);
  expect(roster.busyRatio).toBe(0.25);
  roster.noteCall(
    new Map([
      [1, 1_000],
      [2, 1_000],
    ]),
    1_000,
  );
  expect(roster.busyRatio).toBe((0.75 + 0.5) / 2);
});
