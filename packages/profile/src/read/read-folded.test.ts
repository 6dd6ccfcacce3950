import { array, assert, constantFrom, property } from "fast-check";
import { expect, test } from "vitest";

import { stacksOf } from "../../test/self-by-name.ts";
import { frameAt } from "../model/frame-table.ts";
import type { Profile } from "../model/profile.ts";
import { readFolded } from "./read-folded.ts";
import { readProfile } from "./read-profile.ts";

const readText = (text: string): Profile => readFolded(Buffer.from(text));

const TEXT = "main;parse 3\nmain;parse;read file 4\nmain 5\n";

test("a line is a stack and its count; a name may have spaces", () => {
  const profile = readText(TEXT);
  expect(stacksOf(profile, profile.tracks[0]!)).toEqual({
    "main;parse": 3,
    "main;parse;read file": 4,
    main: 5,
  });
  expect(profile.warnings).toEqual([]);
});

test("equal stacks on several lines add up", () => {
  const profile = readText("main;a 1\nmain;b 2\nmain;a 5\n");
  expect(stacksOf(profile, profile.tracks[0]!)).toEqual({ "main;a": 6, "main;b": 2 });
});

test("two counts are base and head", () => {
  const profile = readText("main;a 10 20\nmain;new 0 7\n");
  expect(profile.tracks.map((track) => [track.name, stacksOf(profile, track)])).toEqual([
    ["base", { "main;a": 10 }],
    ["head", { "main;a": 20, "main;new": 7 }],
  ]);
});

test.for([
  { name: "UTF-8 with a byte order mark", bytes: Buffer.from(`\ufeff${TEXT}`) },
  { name: "UTF-16, little end first", bytes: Buffer.from(`\ufeff${TEXT}`, "utf16le") },
  { name: "UTF-16, big end first", bytes: Buffer.from(`\ufeff${TEXT}`, "utf16le").swap16() },
  { name: "lines that end as on Windows", bytes: Buffer.from(TEXT.replaceAll("\n", "\r\n")) },
  { name: "no end of the last line", bytes: Buffer.from(TEXT.trimEnd()) },
])("$name is read alike", ({ bytes }) => {
  const profile = readProfile(bytes, "a.folded");
  expect(stacksOf(profile, profile.tracks[0]!)).toEqual({
    "main;parse": 3,
    "main;parse;read file": 4,
    main: 5,
  });
  expect(profile.warnings).toEqual([]);
});

test("a line that is no stack is named by its number, and the others are read", () => {
  const profile = readText("main;a 1\n\nno count here\nmain;b 2\n-3\nmain;c -4\n");
  expect(profile.warnings).toEqual([{ code: "bad-lines", lineNumbers: [3, 5, 6], lineCount: 3 }]);
  expect(stacksOf(profile, profile.tracks[0]!)).toEqual({ "main;a": 1, "main;b": 2 });
});

test("a file without a stack is refused, with an example of one", () => {
  expect(() => readText("hello\nworld\n")).toThrow(
    expect.objectContaining({
      code: "PACELINE_PROFILE_UNREADABLE",
      message: expect.stringContaining(
        "none of its 2 lines is a stack followed by a count, such as",
      ),
    }),
  );
});

test("counts with fractions are rounded so that their sum is right", () => {
  const profile = readText("a 0.4\nb 0.4\nc 0.4\nd 0.8\n");
  const sum = Object.values(stacksOf(profile, profile.tracks[0]!)).reduce((a, b) => a + b);
  expect(sum).toBe(2);
  expect(profile.warnings).toEqual([{ code: "weights-rounded", sampleCount: 4 }]);
});

test.for([
  {
    label: "step (agents/step.ts:12:3)",
    frame: { name: "step", file: "agents/step.ts", line: 12, column: 3 },
  },
  { label: "step (app.py:7)", frame: { name: "step", file: "app.py", line: 7, column: 0 } },
  { label: "step (node:fs)", frame: { name: "step (node:fs)", file: "", line: 0, column: 0 } },
  { label: "(garbage collector)", frame: { name: "(garbage collector)", file: "", line: 0 } },
  { label: "a (b)", frame: { name: "a (b)", file: "", line: 0 } },
])("a label of $label keeps what it says", ({ label, frame }) => {
  const { frames } = readText(`${label} 1\n`);
  expect(frameAt(frames, 1)).toMatchObject(frame);
});

/** The expression by which flamegraph.pl takes a line apart, with the second count of a difference. */
const LINE = /^(.*?)\s+(?:(\d+(?:\.\d*)?)\s+)?(\d+(?:\.\d*)?)\s*$/;

test("lines are taken apart as by the expression of flamegraph.pl, whatever they hold", () => {
  const piece = constantFrom("a", "b", "é", ";", " ", "\t", ".", "1", "20");
  assert(
    property(array(array(piece, { maxLength: 12 }), { minLength: 1, maxLength: 6 }), (lines) => {
      const texts = lines.map((pieces) => `a${pieces.join("")}`);
      const expected: Record<string, number> = {};
      for (const text of texts) {
        const [, stack, , count] = LINE.exec(text) ?? [];
        if (stack !== undefined) expected[stack] = (expected[stack] ?? 0) + Number(count);
      }
      const stackCount = texts.filter((text) => LINE.test(text)).length;
      if (stackCount === 0) return;
      const profile = readText(`${texts.join("\n")}\n`);
      const track = profile.tracks.at(-1)!;
      const read = stacksOf(profile, track);
      const rounded = new Set(profile.warnings.map(({ code }) => code)).has("weights-rounded");
      if (!rounded) expect(read).toEqual(withoutZeros(expected));
      const bad = profile.warnings.find((warning) => warning.code === "bad-lines");
      expect(bad?.lineCount ?? 0).toBe(texts.length - stackCount);
    }),
  );
});

const withoutZeros = (sums: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(sums).filter(([, sum]) => sum !== 0));
