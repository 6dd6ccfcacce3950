import fc from "fast-check";
import stringWidth from "string-width";
import { describe, expect, test } from "vitest";

import { displayWidth, padStart, truncateEnd, truncateMiddle } from "./display-width.ts";
import { hangingParagraph, wrapParts, wrapWords } from "./wrap-words.ts";

const width = fc.integer({ min: 1, max: 40 });
const text = fc.string({ unit: "grapheme", maxLength: 60 });

describe("truncateMiddle", () => {
  test.for([
    ["spawn one", 9, "spawn one"],
    ["spawn many [agentCount=10000]", 18, "spawn man…t=10000]"],
    ["日本語のベンチマーク", 9, "日本…ーク"],
    ["anything", 1, "…"],
    ["anything", 0, ""],
  ] as const)("cuts %s to %i columns: %s", ([long, columns, short]) => {
    expect(truncateMiddle(long, columns)).toBe(short);
  });

  test("never exceeds the width, whatever the text", () => {
    fc.assert(
      fc.property(text, width, (long, columns) => {
        expect(displayWidth(truncateMiddle(long, columns))).toBeLessThanOrEqual(columns);
        expect(displayWidth(truncateEnd(long, columns))).toBeLessThanOrEqual(columns);
      }),
    );
  });
});

describe("displayWidth", () => {
  test.for([
    ["11.3 µs ±1.2 % ×1.00", 20],
    ["✓ met – ─━│ … →", 15],
    ["日本", 4],
    ["👩‍👩‍👧", 2],
    ["e\u0301", 1],
  ] as const)("of %s is %i", ([shown, columns]) => {
    expect(displayWidth(shown)).toBe(columns);
  });

  test("is that of string-width 9.0.0 for whatever is counted without it", () => {
    const single = fc
      .integer({ min: 0x20, max: 0x2ff })
      .filter((code) => code < 0x7f || (code > 0x9f && code !== 0xad));
    fc.assert(
      fc.property(fc.array(single), (codes) => {
        const shown = String.fromCodePoint(...codes);
        expect(displayWidth(shown)).toBe(stringWidth(shown));
      }),
    );
  });
});

describe("padStart", () => {
  test("counts the columns of wide characters, not their code units", () => {
    expect(padStart("日本", 6)).toBe("  日本");
  });
});

describe("wrapWords", () => {
  test("breaks between words and indents what follows a lead", () => {
    expect(hangingParagraph("! ", "one two three four", 11)).toEqual([
      "! one two",
      "  three",
      "  four",
    ]);
  });

  test("keeps parts whole", () => {
    expect(wrapParts(["preset quick", "3 forks", "seed 1"], " · ", 24)).toEqual([
      "preset quick · 3 forks",
      "seed 1",
    ]);
  });

  test("never exceeds the width, whatever the text", () => {
    fc.assert(
      fc.property(text, width, (long, columns) => {
        for (const line of wrapWords(long, columns))
          expect(displayWidth(line)).toBeLessThanOrEqual(columns);
      }),
    );
  });
});
