import { readFileSync } from "node:fs";

import { expect, test } from "vitest";

import { selfByName, stacksOf } from "../../test/self-by-name.ts";
import { weightOfTrack } from "../model/profile.ts";
import { readProfile } from "./read-profile.ts";

const fixture = (name: string): Buffer =>
  readFileSync(new URL(`../../test/fixtures/${name}`, import.meta.url));

// Oracle, CPython 3.11.7: the sums that Python's own pstats reads from the file, written beside it.
const oracle = JSON.parse(fixture("calls.pstats.json").toString()) as {
  selfSeconds: Record<string, number>;
  totalSeconds: number;
};

test("every function has the time that Python's own reader gives it, to the nanosecond", () => {
  const profile = readProfile(fixture("calls.pstats"), "calls.pstats");
  const expected = Object.entries(oracle.selfSeconds).map(([key, seconds]) => [
    key.replace(/^[^:]*:\d+:/, ""),
    Math.round(seconds * 1e9),
  ]);
  expect(selfByName(profile)).toEqual(Object.fromEntries(expected));
  expect(weightOfTrack(profile.tracks[0]!)).toBeCloseTo(oracle.totalSeconds * 1e9, -1);
});

test("stacks are split among callers by what each call cost, and said to be reconstructed", () => {
  const profile = readProfile(fixture("calls.pstats"), "calls.pstats");
  const stacks = stacksOf(profile, profile.tracks[0]!);
  const sorted = "<built-in method builtins.sorted>";
  const [byLeft, byRight] = [`main;left;shared;${sorted}`, `main;right;shared;${sorted}`];
  expect(Object.keys(stacks)).toEqual(expect.arrayContaining([byLeft, byRight, "main;left;again"]));
  // 50 calls from `left` and 4 x 20 from `right`.
  expect(stacks[byRight]! / stacks[byLeft]!).toBeGreaterThan(0.8);
  expect(stacks[byRight]! / stacks[byLeft]!).toBeLessThan(3.2);
  expect(profile.meta.isReconstructed).toBe(true);
  expect(profile.warnings).toEqual([{ code: "stacks-reconstructed", cutWeight: 0 }]);
});

test("cut off at any byte it is refused by the place where it ends", () => {
  const whole = fixture("calls.pstats");
  for (let length = 2; length < whole.length; length++) {
    expect(() => readProfile(whole.subarray(0, length), "cut.pstats")).toThrow(
      expect.objectContaining({ code: "PACELINE_PROFILE_UNREADABLE" }),
    );
  }
});

test("what a profile has no use for, such as code, is refused unread", () => {
  expect(() => readProfile(Buffer.from("{(\x01\x00\x00\x00c", "latin1"), "x.pstats")).toThrow(
    'type "c" is not one that a profile has',
  );
  expect(() =>
    readProfile(Buffer.from(`{${"(\x01\x00\x00\x00".repeat(300)}`, "latin1"), "x"),
  ).toThrow("nested more than 200 deep");
});
