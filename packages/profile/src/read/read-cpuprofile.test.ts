import { Session } from "node:inspector";

import { expect, test } from "vitest";

import { aggregateTracks } from "../model/aggregate-tree.ts";
import { frameAt } from "../model/frame-table.ts";
import { weightOfTrack } from "../model/profile.ts";
import { summarizeFunctions } from "../model/summarize-functions.ts";
import { readCpuprofile } from "./read-cpuprofile.ts";

const callFrame = (functionName: string, lineNumber = 0): object => ({
  functionName,
  scriptId: "7",
  url: "file:///app/main.js",
  lineNumber,
  columnNumber: 4,
});

const ROOT = { functionName: "(root)", scriptId: "0", url: "", lineNumber: -1, columnNumber: -1 };

/** Root calls `outer`, `outer` calls `inner`. */
const NODES = [
  { id: 1, callFrame: ROOT, hitCount: 0, children: [2] },
  {
    id: 2,
    callFrame: callFrame("outer", 9),
    hitCount: 1,
    children: [3],
    positionTicks: [{ line: 10, ticks: 1 }],
  },
  { id: 3, callFrame: callFrame("inner", 19), hitCount: 2 },
];

const FILE = {
  nodes: NODES,
  startTime: 1000,
  endTime: 1700,
  samples: [3, 2, 3],
  timeDeltas: [100, 200, 150],
};

const sumsOf = (json: unknown): Readonly<Record<string, [number, number]>> => {
  const profile = readCpuprofile(json);
  const sums = summarizeFunctions(profile.frames, aggregateTracks(profile));
  return Object.fromEntries(
    Array.from({ length: profile.frames.count }, (_, row) => [
      frameAt(profile.frames, row).name,
      [sums.selfWeights[row]!, sums.totalWeights[row]!],
    ]),
  );
};

const codesOf = (json: unknown): readonly string[] =>
  readCpuprofile(json).warnings.map(({ code }) => code);

test("a sample lasts until the next one, and the last until the end", () => {
  // Samples at 1100, 1300 and 1450 us of inner, outer, inner; recording ended at 1700.
  expect(sumsOf(FILE)).toEqual({
    "(root)": [0, 600_000],
    outer: [150_000, 600_000],
    inner: [450_000, 450_000],
  });
  const { tracks, warnings } = readCpuprofile(FILE);
  expect(warnings).toEqual([]);
  expect(tracks[0]).toMatchObject({ startNs: 1_000_000, endNs: 1_700_000, period: 200_000 });
});

test("lines of functions are counted from 0 in the file, lines of ticks from 1", () => {
  const { frames, tracks } = readCpuprofile(FILE);
  const outer = tracks[0]!.tree.frames[1]!;
  expect(frameAt(frames, outer)).toMatchObject({ name: "outer", line: 10, column: 5 });
  expect(tracks[0]!.lineTicks).toEqual({
    nodes: Uint32Array.of(1),
    lines: Uint32Array.of(10),
    counts: Uint32Array.of(1),
  });
});

test("nodes may be linked by parent and come in any order", () => {
  const nodes = [
    { id: 3, callFrame: callFrame("inner", 19), hitCount: 2, parent: 2 },
    { id: 2, callFrame: callFrame("outer", 9), hitCount: 1, parent: 1 },
    { id: 1, callFrame: ROOT, hitCount: 0 },
  ];
  expect(sumsOf({ ...FILE, nodes })).toEqual(sumsOf(FILE));
});

const old = (id: number, functionName: string, lineNumber: number): object => ({
  id,
  functionName,
  url: "/app/main.js",
  lineNumber,
  columnNumber: 5,
  scriptId: 7,
  hitCount: 1,
});

test("the old form is read: nested nodes, time stamps, lines from 1", () => {
  const inner = { ...old(3, "inner", 20), children: [] };
  const head = {
    ...old(1, "(root)", 0),
    url: "",
    children: [{ ...old(2, "outer", 10), children: [inner] }],
  };
  const file = { head, startTime: 1, endTime: 2, samples: [3, 2, 3], timestamps: [100, 300, 450] };
  expect(sumsOf(file)).toEqual({
    "(root)": [0, 350_000],
    outer: [150_000, 350_000],
    inner: [200_000, 200_000],
  });
  const { frames } = readCpuprofile(file);
  expect(frameAt(frames, 2)).toMatchObject({ name: "inner", line: 20, column: 5, scriptId: "7" });
});

test("samples out of order are put in order: no weight is negative, none is lost", () => {
  // At 1300, 1100, 1450: outer, inner, inner.
  const file = { ...FILE, samples: [2, 3, 3], timeDeltas: [300, -200, 350] };
  const { tracks, warnings } = readCpuprofile(file);
  expect([...tracks[0]!.samples!.weights]).toEqual([200_000, 150_000, 250_000]);
  expect(warnings).toEqual([{ code: "negative-deltas", deltaCount: 1 }]);
  expect(weightOfTrack(tracks[0]!)).toBe(600_000);
});

test("counts that are not those of the samples are said, not believed", () => {
  const nodes = [...NODES.slice(0, 2), { ...NODES[2], hitCount: 40 }];
  expect(readCpuprofile({ ...FILE, nodes }).warnings).toEqual([
    { code: "hit-counts-disagree", hitCount: 41, sampleCount: 3 },
  ]);
  expect(sumsOf({ ...FILE, nodes })).toEqual(sumsOf(FILE));
});

test("without times the hits share the recorded time, to the nanosecond", () => {
  const { nodes, startTime, endTime } = FILE;
  expect(codesOf({ nodes, startTime, endTime })).toEqual(["weights-from-hit-counts"]);
  expect(sumsOf({ nodes, startTime, endTime })["(root)"]).toEqual([0, 700_000]);
});

test("no samples at all are a warning", () => {
  expect(codesOf({ nodes: [NODES[0]], startTime: 0, endTime: 0 })).toEqual(["no-samples"]);
});

test("missing and cyclic parents hang below the root, with all their weight", () => {
  const lost = [
    { id: 1, callFrame: ROOT },
    { id: 2, callFrame: callFrame("outer", 9), parent: 99 },
    { id: 3, callFrame: callFrame("inner", 19), parent: 2 },
  ];
  expect(codesOf({ ...FILE, nodes: lost })).toEqual(["orphan-nodes"]);
  expect(sumsOf({ ...FILE, nodes: lost })["inner"]).toEqual([450_000, 450_000]);
  const cyclic = [
    { id: 1, callFrame: ROOT },
    { id: 2, callFrame: callFrame("outer", 9), parent: 3 },
    { id: 3, callFrame: callFrame("inner", 19), parent: 2 },
  ];
  expect(readCpuprofile({ ...FILE, nodes: cyclic }).warnings).toEqual([
    { code: "orphan-nodes", nodeCount: 1 },
  ]);
  expect(sumsOf({ ...FILE, nodes: cyclic })["(root)"]).toEqual([0, 600_000]);
});

test("a sample of a node that is not there counts for the root", () => {
  expect(codesOf({ ...FILE, samples: [3, 99, 3] })).toEqual(["unknown-nodes"]);
});

test("recursion 10,000 deep is read, and counts once in a function's total", () => {
  const nodes = Array.from({ length: 10_000 }, (_, index) => ({
    id: index + 2,
    callFrame: callFrame("again", 4),
    children: index === 9_999 ? [] : [index + 3],
  }));
  const file = {
    ...FILE,
    nodes: [{ ...NODES[0], children: [2] }, ...nodes],
    samples: [10_001, 5_000, 10_001],
  };
  expect(sumsOf(file)["again"]).toEqual([600_000, 600_000]);
});

test.for([
  { name: "a list", json: [], message: "the file must be an object, got a list of 0" },
  { name: "no nodes", json: { nodes: 3 }, message: "nodes must be a list, got 3" },
  {
    name: "a node without a frame",
    json: { nodes: [{ id: 1 }] },
    message: "nodes[0].callFrame must be an object, got nothing",
  },
  {
    name: "a delta that is text",
    json: { ...FILE, timeDeltas: [1, "2", 3] },
    message: 'timeDeltas[1] must be a finite number, got "2"',
  },
  {
    name: "fewer deltas than samples",
    json: { ...FILE, timeDeltas: [1] },
    message: "timeDeltas[1] must be a finite number, got nothing",
  },
])("$name is refused by name", ({ json, message }) => {
  expect(() => readCpuprofile(json)).toThrow(
    expect.objectContaining({
      code: "PACELINE_PROFILE_UNREADABLE",
      message: `not a readable .cpuprofile profile: ${message}`,
    }),
  );
});

test("a profile that this very process records is read whole", async () => {
  const session = new Session();
  session.connect();
  session.post("Profiler.enable");
  session.post("Profiler.setSamplingInterval", { interval: 100 });
  session.post("Profiler.start");
  const spin = (depth: number): number =>
    depth === 0 ? Math.sqrt(depth + 2) : spin(depth - 1) + 1;
  // Until the profiler itself shows that it saw us: work, not time.
  let sum = 0;
  for (let round = 0; round < 200_000; round++) sum += spin(20);
  expect(sum).toBeGreaterThan(0);
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  session.post("Profiler.stop", (error, result) =>
    error === null ? resolve(result.profile) : reject(new Error(error.message)),
  );
  const recorded = await promise;
  session.disconnect();

  const { tracks, frames } = readCpuprofile(recorded);
  const [track] = tracks;
  const raw = recorded as { startTime: number; endTime: number; timeDeltas: number[] };
  // Closed form: all weights sum to the time from the first sample to the end.
  const expectedNs = (raw.endTime - raw.startTime - raw.timeDeltas[0]!) * 1000;
  expect(weightOfTrack(track!)).toBe(expectedNs);
  expect(track!.samples!.weights.reduce((a, b) => a + b)).toBe(expectedNs);
  expect(frames.strings).toContain("spin");
});
