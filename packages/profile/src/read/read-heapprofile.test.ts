import { Session } from "node:inspector";

import { expect, test } from "vitest";

import { selfByName, stacksOf } from "../../test/self-by-name.ts";
import { weightOfTrack } from "../model/profile.ts";
import { readHeapprofile } from "./read-heapprofile.ts";

const node = (id: number, functionName: string, selfSize: number, children: object[]): object => ({
  id,
  callFrame: { functionName, scriptId: "1", url: "a.js", lineNumber: 0, columnNumber: 0 },
  selfSize,
  children,
});

const HEAD = {
  ...node(1, "(root)", 0, [node(2, "main", 100, [node(3, "grow", 900, [])])]),
  callFrame: { functionName: "(root)", scriptId: "0", url: "", lineNumber: -1, columnNumber: -1 },
};

const SAMPLES = [
  { size: 600, nodeId: 3, ordinal: 2 },
  { size: 100, nodeId: 2, ordinal: 1 },
  { size: 300, nodeId: 3, ordinal: 3 },
];

test("bytes are of the nodes, counts of the samples", () => {
  const profile = readHeapprofile({ head: HEAD, samples: SAMPLES });
  const [track] = profile.tracks;
  expect(stacksOf(profile, track!)).toEqual({ main: 100, "main;grow": 900 });
  expect([...track!.tree.selfCounts]).toEqual([0, 1, 2]);
  expect(track).toMatchObject({ mode: "heap", unit: "bytes", sampleType: "inuse_space" });
});

function keepAll(): object[] {
  const kept = [];
  for (let index = 0; index < 20_000; index++) kept.push({ index });
  return kept;
}

test("a profile of this very process is read whole", () => {
  const session = new Session();
  session.connect();
  session.post("HeapProfiler.startSampling", { samplingInterval: 4096 });
  const kept = keepAll();
  let recorded: unknown;
  session.post("HeapProfiler.stopSampling", (_error, result) => {
    recorded = result?.profile;
  });
  session.disconnect();
  expect(kept.length).toBe(20_000);

  const profile = readHeapprofile(recorded);
  // Brute force: the nodes of the file, summed as they lie.
  const heads = [(recorded as { head: { selfSize: number; children: [] } }).head];
  let bytes = 0;
  for (const { selfSize, children } of heads) {
    bytes += selfSize;
    heads.push(...children);
  }
  expect(weightOfTrack(profile.tracks[0]!)).toBe(bytes);
  expect(profile.warnings).toEqual([]);
  expect(selfByName(profile)["keepAll"] ?? 0).toBeGreaterThan(0);
});
