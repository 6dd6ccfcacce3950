import { expect, test } from "vitest";

import { stacksOf } from "../../test/self-by-name.ts";
import { readSpeedscope } from "./read-speedscope.ts";

const FRAMES = [{ name: "main" }, { name: "step", file: "step.ts", line: 3, col: 4 }];

const fileOf = (profile: object): object => ({
  $schema: "https://www.speedscope.app/file-format-schema.json",
  shared: { frames: FRAMES },
  profiles: [{ name: "worker 1", unit: "milliseconds", startValue: 10, endValue: 20, ...profile }],
});

const SAMPLED = { type: "sampled", samples: [[0], [0, 1], []], weights: [2.5, 4, 3.5] };

const EVENTED = {
  type: "evented",
  events: [
    { type: "O", frame: 0, at: 10 },
    { type: "O", frame: 1, at: 12.5 },
    { type: "C", frame: 1, at: 16.5 },
    { type: "C", frame: 0, at: 16.5 },
  ],
};

test.for([
  { type: "sampled", profile: SAMPLED },
  { type: "evented", profile: EVENTED },
])("a $type profile is read, times in ns", ({ profile }) => {
  const read = readSpeedscope(fileOf(profile));
  expect(stacksOf(read, read.tracks[0]!)).toEqual({
    "": 3_500_000,
    main: 2_500_000,
    "main;step": 4_000_000,
  });
  expect(read.tracks[0]).toMatchObject({
    name: "worker 1",
    startNs: 10e6,
    endNs: 20e6,
    unit: "ns",
  });
});

test("weights that are fractions of a ns keep their sum", () => {
  const weights = [0.0000004, 0.0000004, 0.0000002];
  const read = readSpeedscope(fileOf({ ...SAMPLED, weights }));
  expect(Object.values(stacksOf(read, read.tracks[0]!)).reduce((a, b) => a + b)).toBe(1);
});

test.for([
  { profile: { ...SAMPLED, weights: [1] }, message: "profiles[0] has 3 samples and 1 weights" },
  {
    profile: { ...SAMPLED, samples: [[0], [7], []] },
    message: "profiles[0].samples[1] names frame 7, which is not there",
  },
  {
    profile: { ...SAMPLED, unit: "parsec" },
    message: "profiles[0].unit must be one of nanoseconds",
  },
  { profile: { ...SAMPLED, type: "x" }, message: "profiles[0].type must be sampled or evented" },
  {
    profile: { ...EVENTED, events: [{ type: "C", frame: 0, at: 11 }] },
    message: "profiles[0].events[0] neither opens a frame nor closes the last",
  },
  {
    profile: { ...EVENTED, events: [{ type: "O", frame: 0, at: 5 }] },
    message: "profiles[0].events[0] is at 5, before the one at 10",
  },
])("refused: $message", ({ profile, message }) => {
  expect(() => readSpeedscope(fileOf(profile))).toThrow(message);
});
