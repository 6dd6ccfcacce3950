import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { stacksOf } from "../../test/self-by-name.ts";
import { createFrameTable, frameAt } from "../model/frame-table.ts";
import { NO_LABELS, NO_META, weightOfTrack } from "../model/profile.ts";
import type { Profile, Track } from "../model/profile.ts";
import { createTrackBuilder, NO_HEAD } from "../model/track-builder.ts";
import { readProfile } from "../read/read-profile.ts";
import { writeProfile } from "./write-profile.ts";

const HOSTILE_NAMES = [
  "</script>",
  "]]>",
  "a;b",
  "line\nfeed",
  "🧨 😀",
  "__proto__",
  "step 12",
  "é",
];

/** One sample: a stack of frames by number, and its weight. */
type Sample = readonly [readonly number[], number];

const samples: fc.Arbitrary<readonly Sample[]> = fc.array(
  fc.tuple(
    fc.array(fc.nat({ max: 11 }), { maxLength: 12 }),
    fc.oneof(fc.nat({ max: 5_000_000 }), fc.constant(2 ** 40)),
  ),
  { minLength: 1, maxLength: 40 },
);

function profileOf(tracks: readonly (readonly Sample[])[], isTimed: boolean): Profile {
  const frames = createFrameTable();
  const indexes = Array.from({ length: 12 }, (_, number) =>
    frames.intern({
      name: HOSTILE_NAMES[number] ?? `f${number}`,
      file: number % 3 === 0 ? "" : `file:///app/src/${number}.ts`,
      line: number % 3 === 0 ? 0 : number * 7,
      column: number % 3 === 0 ? 0 : number,
    }),
  );
  const built = tracks.map((rows, index): Track => {
    const builder = createTrackBuilder(isTimed);
    for (const [stack, weight] of rows) {
      builder.add(builder.nodeOf(stack.map((number) => indexes[number]!)), weight);
    }
    const sum = rows.reduce((total, [, weight]) => total + weight, 0);
    return builder.build({
      ...NO_HEAD,
      name: `thread ${index}`,
      labels: {
        ...NO_LABELS,
        process: "7",
        worker: `${index + 1}`,
        agent: index === 0 ? "a" : null,
      },
      mode: "cpu",
      sampleType: "cpu",
      unit: "ns",
      period: 1000,
      startNs: 5_000_000,
      endNs: 5_000_000 + sum,
    });
  });
  const meta = {
    ...NO_META,
    nodeVersion: "24.21.0",
    flags: ["--no-opt"],
    operationCount: 12,
    profilerStart: "before-warm-up",
  } as const;
  return { frames: frames.build(), tracks: built, meta, warnings: [] };
}

/** Everything of a profile that two of them may have alike, with frames as records. */
const contentOf = (profile: Profile): unknown =>
  profile.tracks.map((track) => ({
    name: track.name,
    labels: track.labels,
    mode: track.mode,
    sampleType: track.sampleType,
    unit: track.unit,
    stacks: stacksOf(profile, track),
    samples:
      track.samples === null
        ? null
        : Array.from(track.samples.nodes, (node, index) => [
            frameAt(profile.frames, track.tree.frames[node]!),
            track.samples!.weights[index],
          ]),
  }));

const countOf = ({ tree }: Track): number => tree.selfCounts.reduce((a, b) => a + b);

describe("what is written is read back", () => {
  test.for(["speedscope", "chrome-trace"] as const)(
    "%s keeps every track, label, frame and sample, in order",
    (format) => {
      fc.assert(
        fc.property(fc.array(samples, { minLength: 1, maxLength: 3 }), (tracks) => {
          const profile = profileOf(tracks, true);
          const read = readProfile(writeProfile(profile, format), "x");
          expect(contentOf(read)).toEqual(contentOf(profile));
          expect(read.meta).toEqual({ ...profile.meta, format });
          expect(read.warnings).toEqual([]);
        }),
      );
    },
  );

  test(".cpuprofile keeps one track whole, to the sample", () => {
    fc.assert(
      fc.property(samples, (rows) => {
        const profile = profileOf([rows], true);
        const read = readProfile(writeProfile(profile, "cpuprofile"), "x.cpuprofile");
        expect(contentOf(read)).toEqual(contentOf(profile));
        expect(countOf(read.tracks[0]!)).toBe(countOf(profile.tracks[0]!));
        expect(read.warnings).toEqual([]);
      }),
    );
  });

  test(".cpuprofile puts several tracks below their names, and keeps the sums and counts", () => {
    fc.assert(
      fc.property(
        fc.array(samples, { minLength: 2, maxLength: 3 }),
        fc.boolean(),
        (tracks, isTimed) => {
          const profile = profileOf(tracks, isTimed);
          const read = readProfile(writeProfile(profile, "cpuprofile"), "x.cpuprofile");
          const expected = profile.tracks.flatMap((track) =>
            Object.entries(stacksOf(profile, track)).map(([stack, weight]) => {
              const title = `${track.name}, process 7, worker ${track.labels.worker}`;
              const agent = track.labels.agent === null ? "" : ", agent a";
              return [stack === "" ? title + agent : `${title}${agent};${stack}`, weight];
            }),
          );
          expect(stacksOf(read, read.tracks[0]!)).toEqual(Object.fromEntries(expected));
        },
      ),
    );
  });

  test("pprof keeps every track with its labels, sums and counts", () => {
    fc.assert(
      fc.property(fc.array(samples, { minLength: 1, maxLength: 3 }), (tracks) => {
        const profile = profileOf(tracks, false);
        const read = readProfile(writeProfile(profile, "pprof"), "x.pb.gz");
        const filled = profile.tracks.filter((track) => track.tree.selfWeights.some((w) => w > 0));
        if (filled.length < profile.tracks.length) return;
        expect(contentOf(read)).toEqual(contentOf(profile));
        expect(read.meta).toEqual({ ...profile.meta, format: "pprof" });
        expect(read.tracks.map(countOf)).toEqual(profile.tracks.map(countOf));
      }),
    );
  });

  test("folded keeps every sum; names lose only what the format cannot quote", () => {
    fc.assert(
      fc.property(samples, (rows) => {
        const profile = profileOf([rows], false);
        const [track] = profile.tracks;
        if (weightOfTrack(track!) === 0) return;
        const read = readProfile(writeProfile(profile, "folded"), "x.folded");
        expect(read.warnings).toEqual([]);
        const expected = Object.entries(stacksOf(profile, track!)).map(([stack, weight]) => {
          const quoted = stack.replaceAll("a;b", "a:b").replaceAll("line\nfeed", "line feed");
          return [quoted.replaceAll("step 12", "step_12"), weight];
        });
        expect(stacksOf(read, read.tracks[0]!)).toEqual(Object.fromEntries(expected));
      }),
    );
  });
});

describe("differences", () => {
  const [base, head] = profileOf(
    [
      [
        [[8, 9], 100],
        [[8, 10], 30],
      ],
      [
        [[8, 9], 70],
        [[8, 11], 50],
      ],
    ],
    false,
  ).tracks;
  const plain = profileOf([[[[1], 1]]], false);
  const profile: Profile = {
    ...plain,
    tracks: [
      { ...base!, name: "base", labels: NO_LABELS },
      { ...head!, name: "head", labels: NO_LABELS },
    ],
  };

  test("folded has two counts per line", () => {
    expect(Buffer.from(writeProfile(profile, "folded")).toString()).toBe(
      [
        "f8 (file:///app/src/8.ts:56:8);f9 100 70",
        "f8 (file:///app/src/8.ts:56:8);f10 (file:///app/src/10.ts:70:10) 30 0",
        "f8 (file:///app/src/8.ts:56:8);f11 (file:///app/src/11.ts:77:11) 0 50",
        "",
      ].join("\n"),
    );
  });

  test.for(["folded", "pprof"] as const)("%s is read back as base and head", (format) => {
    const read = readProfile(writeProfile(profile, format), "x");
    expect(read.tracks.map((track) => [track.name, stacksOf(read, track)])).toEqual([
      ["base", { "f8;f9": 100, "f8;f10": 30 }],
      ["head", { "f8;f9": 70, "f8;f11": 50 }],
    ]);
  });
});

test("bytes in a format of times are refused, with what can hold them", () => {
  const profile = profileOf([[[[1], 5]]], false);
  const heap = { ...profile, tracks: [{ ...profile.tracks[0]!, unit: "bytes" as const }] };
  expect(() => writeProfile(heap, "cpuprofile")).toThrow(
    expect.objectContaining({
      code: "PACELINE_PROFILE_UNWRITABLE",
      message: expect.stringContaining("write pprof, speedscope or folded"),
    }),
  );
  const read = readProfile(writeProfile(heap, "speedscope"), "x");
  expect([read.tracks[0]!.unit, weightOfTrack(read.tracks[0]!)]).toEqual(["bytes", 5]);
});

test("a stack 10,000 deep survives every format", () => {
  const deep = Array.from({ length: 10_000 }, () => 8);
  const profile = profileOf([[[deep, 77]]], true);
  for (const format of ["cpuprofile", "pprof", "speedscope", "folded", "chrome-trace"] as const) {
    const { tracks } = readProfile(writeProfile(profile, format), "x");
    expect([tracks[0]!.tree.count, weightOfTrack(tracks[0]!)]).toEqual([10_001, 77]);
  }
});
