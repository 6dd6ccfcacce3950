import { gzipSync } from "node:zlib";

import { Profile, StringTable } from "pprof-format";
import { expect, test } from "vitest";

import { stacksOf } from "../../test/self-by-name.ts";
import { frameAt } from "../model/frame-table.ts";
import { readProfile } from "./read-profile.ts";

/** Two functions; location 2 has `inlined` within `outer`. */
function encode(change: object = {}): Uint8Array {
  const strings = new StringTable();
  const text = (value: string): number => strings.dedup(value);
  const file = new Profile({
    stringTable: strings,
    sampleType: [
      { type: text("samples"), unit: text("count") },
      { type: text("cpu"), unit: text("nanoseconds") },
    ],
    function: [
      { id: 1, name: text("outer"), filename: text("a.ts"), startLine: 3 },
      { id: 2, name: text("inlined"), filename: text("a.ts"), startLine: 9 },
      { id: 3, name: text("leaf"), filename: text("b.ts") },
    ],
    location: [
      { id: 1, line: [{ functionId: 3, line: 20 }] },
      {
        id: 2,
        line: [
          { functionId: 2, line: 10 },
          { functionId: 1, line: 4 },
        ],
      },
      { id: 3, address: 4096 },
    ],
    sample: [
      {
        locationId: [1, 2],
        value: [3, 3_000_000],
        label: [{ key: text("worker"), str: text("w1") }],
      },
      { locationId: [3], value: [1, 2 ** 40], label: [{ key: text("worker"), str: text("w2") }] },
      {
        locationId: [1, 2],
        value: [-2, -2_000_000],
        label: [
          { key: text("worker"), str: text("w1") },
          { key: text("pprof::base"), str: text("true") },
        ],
      },
    ],
    periodType: { type: text("cpu"), unit: text("nanoseconds") },
    period: 1_000_000,
    ...change,
  });
  return file.encode();
}

test.for([
  { name: "packed", pack: gzipSync },
  { name: "not packed", pack: (bytes: Uint8Array) => bytes },
])("$name, leaf first, with inlined functions inside their callers", ({ pack }) => {
  const profile = readProfile(pack(encode()), "cpu.pb.gz");
  const [first, second, third] = profile.tracks;
  expect(stacksOf(profile, first!)).toEqual({ "outer;inlined;leaf": 3_000_000 });
  expect(first).toMatchObject({
    name: "head",
    mode: "cpu",
    sampleType: "cpu",
    unit: "ns",
    period: 1_000_000,
    labels: { worker: "w1" },
  });
  expect([...first!.tree.selfCounts]).toEqual([0, 0, 0, 3]);
  // Above 2^32, and without a symbol.
  expect(stacksOf(profile, second!)).toEqual({ "0x1000": 2 ** 40 });
  // Negative in the file: the base of a difference.
  expect(third).toMatchObject({ name: "base", labels: { worker: "w1" } });
  expect(stacksOf(profile, third!)).toEqual({ "outer;inlined;leaf": 2_000_000 });
  const inlined = first!.tree.frames[2]!;
  expect(frameAt(profile.frames, inlined)).toMatchObject({ line: 9, executedLine: 10 });
  expect(profile.warnings).toEqual([]);
});

test("heap values go with their own counts", () => {
  const strings = new StringTable();
  const text = (value: string): number => strings.dedup(value);
  const sampleType = ["alloc_objects", "alloc_space", "inuse_objects", "inuse_space"].map(
    (type) => ({ type: text(type), unit: text(type.endsWith("space") ? "bytes" : "count") }),
  );
  const file = new Profile({
    stringTable: strings,
    sampleType,
    location: [{ id: 1, address: 1 }],
    sample: [{ locationId: [1], value: [5, 500, 2, 200] }],
  });
  const { tracks } = readProfile(file.encode(), "heap.pb.gz");
  const rows = tracks.map(({ sampleType: type, mode, unit, tree }) => [
    [type, mode, unit],
    [tree.selfWeights[1], tree.selfCounts[1]],
  ]);
  expect(rows).toEqual([
    [
      ["alloc_space", "heap", "bytes"],
      [500, 5],
    ],
    [
      ["inuse_space", "heap", "bytes"],
      [200, 2],
    ],
  ]);
});

const stacks = (bytes: Uint8Array): unknown => {
  const profile = readProfile(bytes, "cut.pb");
  return profile.tracks.map((track) => stacksOf(profile, track));
};

test("cut off at any byte it is refused, or what is missing is no sample", () => {
  const whole = encode();
  const expected = stacks(whole);
  let refusedCount = 0;
  for (let length = 4; length < whole.length; length++) {
    try {
      // Cut between two fields: the period is the last one, and lacks no sample anything.
      expect(stacks(whole.slice(0, length))).toEqual(expected);
    } catch (error) {
      expect(error).toHaveProperty("code", "PACELINE_PROFILE_UNREADABLE");
      refusedCount++;
    }
  }
  expect(refusedCount).toBeGreaterThan(whole.length - 20);
  expect(() => readProfile(gzipSync(whole).slice(0, 40), "cut.pb.gz")).toThrow(
    "cut.pb.gz: not a readable gzip profile: its packing is cut off or damaged",
  );
});
