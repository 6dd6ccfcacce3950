import { expect, test } from "vitest";

import { stacksOf } from "../../test/self-by-name.ts";
import { frameAt } from "../model/frame-table.ts";
import type { Profile } from "../model/profile.ts";
import { readFolded } from "../read/read-folded.ts";
import { readProfile } from "../read/read-profile.ts";
import { writeProfile } from "../write/write-profile.ts";
import { rankCauses } from "./attribution.ts";
import { diffProfiles } from "./diff-profiles.ts";
import type { ProfileDiff } from "./diff-profiles.ts";
import { isElided, isNew } from "./difference-tree.ts";
import { splitSides } from "./split-sides.ts";
import { toDifferenceProfile } from "./to-difference-profile.ts";

/** A run as folded counts: each sample weighs one. */
function runOf(stacks: Readonly<Record<string, number>>, operationCount: number | null): Profile {
  const lines = Object.entries(stacks).map(([stack, count]) => `${stack} ${count}\n`);
  const profile = readFolded(Buffer.from(lines.join("")));
  return { ...profile, meta: { ...profile.meta, operationCount } };
}

/** Four runs whose counts differ by some per cent, as runs do. */
const runsOf = (
  stacks: Readonly<Record<string, number>>,
  operationCount: number | null = 100,
): readonly Profile[] =>
  [0.99, 1.01, 1, 1].map((factor) =>
    runOf(
      Object.fromEntries(
        Object.entries(stacks).map(([stack, count]) => [stack, Math.round(count * factor)]),
      ),
      operationCount,
    ),
  );

const nameOf = ({ frames }: ProfileDiff, frame: number): string => frameAt(frames, frame).name;

const changesOf = (diff: ProfileDiff): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    diff.functions.map(({ frame, self, movedWith }) => [
      nameOf(diff, frame),
      movedWith === null ? self.verdict : `moved with ${nameOf(diff, movedWith)}`,
    ]),
  );

test("per operation, unchanged code reads 0 though one side ran ten times as long", () => {
  const base = [runOf({ "main;step": 600, "main;send": 400 }, 100)];
  const head = [runOf({ "main;step": 6000, "main;send": 8000 }, 1000)];
  const diff = diffProfiles(base, head);
  const deltas = diff.functions.map(({ frame, self, total }) => [
    nameOf(diff, frame),
    self.delta,
    total.delta,
  ]);
  expect(deltas).toEqual([
    ["send", 4, 4],
    ["main", 0, 4],
    ["step", 0, 0],
  ]);
  expect(diff.total).toMatchObject({ base: 10, head: 14, delta: 4 });
  expect(diff.normalization).toBe("per-operation");
});

test("an unchanged stack of one sample in a thousand is not new", () => {
  // What truncating tools say of it: `main;a 0 1`.
  const diff = diffProfiles(
    [runOf({ "main;a": 1, "main;b": 999 }, null)],
    [runOf({ "main;a": 1, "main;b": 499 }, null)],
  );
  expect(diff.normalization).toBe("share");
  const { tree } = diff;
  const nodes = Array.from(tree.frames, (frame) => nameOf(diff, frame));
  const a = nodes.indexOf("a");
  expect(isNew(tree, a)).toBe(false);
  expect([tree.baseSelf[a], tree.headSelf[a]]).toEqual([0.001, 0.002]);
  expect(tree.headTotal[0]).toBeCloseTo(1, 12);
});

test("the changes of all functions sum to the change of the whole", () => {
  const diff = diffProfiles(
    runsOf({ "main;a": 301, "main;a;b": 77, c: 13, "(garbage collector)": 9 }),
    runsOf({ "main;a": 290, "main;d;b": 120, c: 13, "main;(garbage collector)": 31 }),
  );
  const sum = diff.functions.reduce((total, { self }) => total + self.delta, 0);
  expect(sum).toBeCloseTo(diff.total.delta, 10);
});

test("a function that grew is changed, what did not is not, and idle time is no work", () => {
  const diff = diffProfiles(
    runsOf({ "main;step": 2000, "main;send": 3000, "(idle)": 5000 }),
    runsOf({ "main;step": 3000, "main;send": 3000, "(idle)": 90_000 }),
  );
  expect(changesOf(diff)).toMatchObject({ step: "changed" });
  expect(diff.functions[0]!.self).toMatchObject({ base: 20, head: 30, changeRatio: 0.5 });
  expect(diff.total.delta).toBe(10);
  expect(diff.idle).toEqual({ base: 50, head: 900 });
  expect(rankCauses(diff).map(({ frames }) => nameOf(diff, frames[0]!))).toEqual(["step"]);
});

test("time that an inlined function gives to its caller is moved, not changed", () => {
  const diff = diffProfiles(
    runsOf({ "main;step": 2000, "main;step;score": 1000, "main;send": 3000 }),
    runsOf({ "main;step": 3000, "main;send": 3000, "main;log": 400 }),
  );
  expect(changesOf(diff)).toMatchObject({
    step: "moved with score",
    score: "moved with step",
    log: "changed",
  });
  const { tree } = diff;
  const nodes = Array.from(tree.frames, (frame) => nameOf(diff, frame));
  expect(nodes.filter((_, node) => isElided(tree, node))).toEqual(["score"]);
  expect(nodes.filter((_, node) => isNew(tree, node))).toEqual(["log"]);
  expect(
    rankCauses(diff).map(({ kind, frames }) => [kind, ...frames.map((f) => nameOf(diff, f))]),
  ).toEqual([
    ["function", "log"],
    ["moved", "step", "score"],
  ]);
});

test("one run per side has no interval, and says how many more it takes", () => {
  const diff = diffProfiles([runOf({ a: 100 }, 1)], [runOf({ a: 200 }, 1)]);
  expect(diff.functions[0]!.self).toMatchObject({
    delta: 100,
    interval: null,
    verdict: "cannot-tell",
    extraRunCount: 7,
  });
});

test("no percentage is made of fewer than 20 samples", () => {
  const diff = diffProfiles(runsOf({ a: 4, b: 900 }), runsOf({ a: 8, b: 900 }));
  const rows = Object.fromEntries(
    diff.functions.map(({ frame, self }) => [nameOf(diff, frame), self.changeRatio]),
  );
  expect(rows).toEqual({ a: null, b: 0 });
});

test("with processor times, waits for a busy machine's processors are no change", () => {
  const base = [runOf({ a: 500, b: 500 }, 10)];
  // The same work, in twice the time that passes.
  const head = [runOf({ a: 1000, b: 1000 }, 10)];
  expect(diffProfiles(base, head).total.delta).toBe(100);
  const diff = diffProfiles(base, head, { cpuNs: { base: [1000], head: [1000] } });
  expect(diff.total).toMatchObject({ base: 100, head: 100 });
  expect(diff.functions.map(({ self }) => self.delta)).toEqual([0, 0]);
});

test("garbage collection is one category, wherever a tool put it", () => {
  const diff = diffProfiles(
    [runOf({ "main;step;(garbage collector)": 5, "main;step": 10 }, 1)],
    [runOf({ "(garbage collector)": 5, "main;step": 10 }, 1)],
  );
  expect(diff.functions.every(({ self }) => self.delta === 0)).toBe(true);
});

const withMeta = (profile: Profile, meta: object): Profile => ({
  ...profile,
  meta: { ...profile.meta, ...meta },
});

test("profiles that were not recorded alike are refused, with everything that differs", () => {
  const base = withMeta(runOf({ a: 1 }, 1), { nodeVersion: "24.1.0", flags: [] });
  const head = withMeta(runOf({ a: 1 }, 1), { nodeVersion: "26.0.0", flags: ["--no-opt"] });
  expect(() => diffProfiles([base], [head])).toThrow(
    expect.objectContaining({
      code: "PACELINE_PROFILES_NOT_COMPARABLE",
      message:
        "profiles cannot be compared, they differ in Node version (24.1.0 and 26.0.0), " +
        "flags (none and --no-opt): record both in the same way",
      disparities: [
        { field: "Node version", base: "24.1.0", head: "26.0.0" },
        { field: "flags", base: "none", head: "--no-opt" },
      ],
    }),
  );
  const allowed = ["Node version", "flags"] as const;
  expect(diffProfiles([base], [head], { allowed }).total.delta).toBe(0);
});

test.for([
  { field: "interval", change: { period: 10_000 } },
  { field: "mode", change: { mode: "wall" as const } },
  { field: "sample type", change: { sampleType: "wall" } },
])("a difference in $field is refused", ({ field, change }) => {
  const profile = runOf({ a: 1 }, 1);
  const [track] = profile.tracks;
  const base: Profile = { ...profile, tracks: [{ ...track!, mode: "cpu", period: 1000 }] };
  const head: Profile = { ...profile, tracks: [{ ...base.tracks[0]!, ...change }] };
  expect(() => diffProfiles([base], [head])).toThrow(`differ in ${field} (`);
});

test("what the profiles do not say of themselves is listed as unchecked", () => {
  const diff = diffProfiles([runOf({ a: 1 }, 1)], [runOf({ a: 1 }, 1)]);
  expect(diff.uncheckedFields).toEqual([
    "interval",
    "Node version",
    "V8 version",
    "flags",
    "profiler start",
    "host",
  ]);
});

const sumOf = (side: Profile): number =>
  Object.values(stacksOf(side, side.tracks[0]!)).reduce((sum, weight) => sum + weight, 0);

test("as folded stacks or pprof it keeps the sums of both sides, per a power of ten of operations", () => {
  const diff = diffProfiles(
    runsOf({ "main;a": 301, "main;a;b": 77, c: 13 }, 7),
    runsOf({ "main;a": 290, "main;d;b": 120, c: 13 }, 11),
  );
  const profile = toDifferenceProfile(diff);
  const scale = profile.meta.operationCount!;
  for (const format of ["folded", "pprof"] as const) {
    const sides = splitSides(readProfile(writeProfile(profile, format), "x"))!;
    expect(Math.abs(sumOf(sides.base) - diff.total.base * scale)).toBeLessThanOrEqual(1);
    expect(Math.abs(sumOf(sides.head) - diff.total.head * scale)).toBeLessThanOrEqual(1);
  }
});

test("options that make no sense are refused together", () => {
  const run = [runOf({ a: 1 }, 1)];
  expect(() => diffProfiles(run, run, { errorRatio: 5, toleranceRatio: -1 })).toThrow(
    'option "errorRatio" must be a number between 0 and 1, got 5; option "toleranceRatio"',
  );
});
