import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { aggregateTracks } from "../model/aggregate-tree.ts";
import { summarizeFunctions } from "../model/summarize-functions.ts";
import { writeProfile } from "../write/write-profile.ts";
import { ProfileUnreadableError } from "./profile-unreadable-error.ts";
import { readProfile } from "./read-profile.ts";

const fixture = (name: string): Uint8Array =>
  readFileSync(new URL(`../../test/fixtures/${name}`, import.meta.url));

const PERF = fixture("perf-script.txt");
const PROFILE = readProfile(PERF, "perf.txt");

const FILES = [
  { name: "perf script", bytes: PERF },
  { name: "pstats", bytes: fixture("calls.pstats") },
  { name: "pprof", bytes: gunzipSync(writeProfile(PROFILE, "pprof")) },
  { name: "speedscope", bytes: writeProfile(PROFILE, "speedscope") },
  { name: "cpuprofile", bytes: writeProfile(PROFILE, "cpuprofile") },
  { name: "chrome-trace", bytes: writeProfile(PROFILE, "chrome-trace") },
  { name: "folded", bytes: writeProfile(PROFILE, "folded") },
];

/** Either a profile whose every part is in order, or the one error that says why not. */
function readOrRefuse(bytes: Uint8Array): void {
  let profile;
  try {
    profile = readProfile(bytes, "damaged");
  } catch (error) {
    expect(error).toBeInstanceOf(ProfileUnreadableError);
    return;
  }
  for (const track of profile.tracks) {
    for (let node = 1; node < track.tree.count; node++) {
      expect(track.tree.parents[node]).toBeLessThan(node);
      expect(track.tree.frames[node]).toBeLessThan(profile.frames.count);
    }
    expect(track.tree.selfWeights.every(Number.isFinite)).toBe(true);
    summarizeFunctions(profile.frames, aggregateTracks(profile, [track]));
  }
}

describe.for(FILES)("a damaged $name file is read or refused", ({ bytes }) => {
  test("with bytes changed", () => {
    const change = fc.tuple(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 255 }));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 5 }), (changes) => {
        const damaged = Uint8Array.from(bytes);
        for (const [offset, value] of changes) damaged[offset] = value;
        readOrRefuse(damaged);
      }),
    );
  });

  test("with a piece missing", () => {
    const offset = fc.nat({ max: bytes.length });
    fc.assert(
      fc.property(offset, offset, (a, b) => {
        readOrRefuse(
          Buffer.concat([bytes.subarray(0, Math.min(a, b)), bytes.subarray(Math.max(a, b))]),
        );
      }),
    );
  });
});

/** Values where a reader expects a number, a text, a list or an object. */
const odd = fc.constantFrom<unknown>(null, -1, 1e300, 0.5, "x", "", true, [], {}, [[]], { id: 1 });

describe.for(FILES.slice(3, 6))(
  "a $name file with an odd value is read or refused",
  ({ bytes }) => {
    test("anywhere", { timeout: 60_000 }, () => {
      const json: unknown = JSON.parse(Buffer.from(bytes).toString());
      fc.assert(
        fc.property(
          fc.array(fc.nat({ max: 40 }), { minLength: 1, maxLength: 8 }),
          odd,
          (path, value) => {
            const damaged: unknown = structuredClone(json);
            let parent: object | null = null;
            let key = "";
            let at: unknown = damaged;
            for (const step of path) {
              if (typeof at !== "object" || at === null) break;
              const keys = Object.keys(at);
              if (keys.length === 0) break;
              parent = at;
              key = keys[step % keys.length]!;
              at = Reflect.get(parent, key);
            }
            if (parent !== null) Reflect.set(parent, key, value);
            readOrRefuse(Buffer.from(JSON.stringify(damaged)));
          },
        ),
        { numRuns: 100 },
      );
    });
  },
);
