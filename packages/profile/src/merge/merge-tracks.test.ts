import { expect, test } from "vitest";

import { stacksOf } from "../../test/self-by-name.ts";
import { weightOfTrack } from "../model/profile.ts";
import type { ProfileWarning } from "../model/profile-warning.ts";
import type { Profile, Track } from "../model/profile.ts";
import { readFolded } from "../read/read-folded.ts";
import { combineProfiles } from "./combine-profiles.ts";
import { joinTracks, mergeTracks } from "./merge-tracks.ts";

function trackOf(text: string, worker: string, agent: string): Profile {
  const profile = readFolded(Buffer.from(text));
  const [track] = profile.tracks;
  const labels = { ...track!.labels, process: "1", worker, agent };
  return { ...profile, tracks: [{ ...track!, labels }] };
}

const PROFILE = combineProfiles([
  trackOf("main;step 5\nmain;send 1\n", "1", "explorer"),
  trackOf("start;main;send 2\n", "1", "planner"),
  trackOf("main;step 30\nother 4\n", "2", "explorer"),
]);

const labelled = (profile: Profile, track: Track): unknown => [
  track.labels.worker,
  track.labels.agent,
  stacksOf(profile, track),
];

test("combining keeps every track as it was, over one table of frames", () => {
  expect(PROFILE.tracks.map((track) => stacksOf(PROFILE, track))).toEqual([
    { "main;step": 5, "main;send": 1 },
    { "start;main;send": 2 },
    { "main;step": 30, other: 4 },
  ]);
  const names = [...PROFILE.frames.names].map((name) => PROFILE.frames.strings[name]);
  expect(new Set(names).size).toBe(names.length);
});

test.for([
  {
    by: "worker" as const,
    expected: [
      ["1", null, { "main;step": 5, "main;send": 1, "start;main;send": 2 }],
      ["2", "explorer", { "main;step": 30, other: 4 }],
    ],
  },
  {
    by: "agent" as const,
    expected: [
      [null, "explorer", { "main;step": 35, "main;send": 1, other: 4 }],
      ["1", "planner", { "start;main;send": 2 }],
    ],
  },
  {
    by: "function" as const,
    expected: [[null, null, { "main;step": 35, "main;send": 1, other: 4, "start;main;send": 2 }]],
  },
])("by $by: what has it alike is summed stack by stack", ({ by, expected }) => {
  const merged = mergeTracks(PROFILE, by);
  expect(merged.tracks.map((track) => labelled(merged, track))).toEqual(expected);
});

test("joining puts each track below its title", () => {
  const joined = joinTracks(PROFILE, ({ labels }) => `agent ${labels.agent}`);
  expect(stacksOf(joined, joined.tracks[0]!)).toEqual({
    "agent explorer;main;step": 35,
    "agent explorer;main;send": 1,
    "agent explorer;other": 4,
    "agent planner;start;main;send": 2,
  });
  expect(weightOfTrack(joined.tracks[0]!)).toBe(42);
});

const withVersion = (nodeVersion: string): Profile => {
  const profile = readFolded(Buffer.from("a 1\n"));
  return { ...profile, meta: { ...profile.meta, nodeVersion, v8Version: "13.6" } };
};

test("what combined profiles disagree on is not known of all", () => {
  const { meta } = combineProfiles([withVersion("24.1.0"), withVersion("24.2.0")]);
  expect(meta).toMatchObject({ nodeVersion: null, v8Version: "13.6", format: "folded" });
});

const withWarnings = (...warnings: ProfileWarning[]): Profile => ({
  ...readFolded(Buffer.from("a 1\n")),
  warnings,
});

test("what many profiles warn of is said once, with the sum of what is counted", () => {
  const { warnings } = combineProfiles([
    withWarnings(
      { code: "negative-deltas", deltaCount: 1 },
      { code: "bad-lines", lineNumbers: [2], lineCount: 1 },
    ),
    withWarnings({ code: "negative-deltas", deltaCount: 2 }, { code: "truncated" }),
    withWarnings({ code: "truncated" }, { code: "bad-lines", lineNumbers: [2], lineCount: 1 }),
  ]);
  expect(warnings).toEqual([
    { code: "negative-deltas", deltaCount: 3 },
    { code: "bad-lines", lineNumbers: [2], lineCount: 1 },
    { code: "truncated" },
    { code: "bad-lines", lineNumbers: [2], lineCount: 1 },
  ]);
});
