import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { markdownFence, markdownText } from "./markdown-text.ts";
import { safeLine, safeLines } from "./safe-text.ts";

describe("safeLine", () => {
  test.for([
    ["\u001b[31mred\u001b[0m", "\\u001b[31mred\\u001b[0m"],
    ["two\nlines\r\n\tand", "two\\nlines\\r\\n\\tand"],
    ["\u009b2J", "\\u009b2J"],
    // Right-to-left override: would show the rest of the row backwards.
    ["a\u202eb", "a\\u202eb"],
    ["zero\u200bwidth", "zero\\u200bwidth"],
    ["line\u2028separator", "line\\u2028separator"],
    ["tag\u{e0041}", "tag\\u{e0041}"],
    ["naïve 日本語 🚀 µ × ±", "naïve 日本語 🚀 µ × ±"],
  ] as const)("shows %j as %j", ([text, safe]) => {
    expect(safeLine(text)).toBe(safe);
  });

  test("leaves nothing that a terminal could act on, whatever it is given", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(safeLine(text)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
      }),
    );
  });
});

describe("safeLines", () => {
  test("keeps the lines of an output and drops its colours", () => {
    expect(safeLines("\u001b[1mone\u001b[0m\r\ntwo\tthree\rfour\u0007")).toEqual([
      "one",
      "two  three",
      "four\\u0007",
    ]);
  });
});

describe("markdownText", () => {
  test.for([
    ["a|b", String.raw`a\|b`],
    ["<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"],
    ["[x](javascript:1)", String.raw`\[x\](javascript:1)`],
    ["*bold* `code` _it_", String.raw`\*bold\* \`code\` \_it\_`],
    ["@someone https://example.com", "&#64;someone https&#58;//example.com"],
    [String.raw`already \| escaped`, String.raw`already \\\| escaped`],
    ["row\n| forged |", String.raw`row\\n\| forged \|`],
  ] as const)("neutralises %j", ([text, markdown]) => {
    expect(markdownText(text)).toBe(markdown);
  });
});

describe("markdownFence", () => {
  test("is longer than any fence inside it", () => {
    expect(markdownFence(["```", "`````js"])).toEqual(["``````text", "```", "`````js", "``````"]);
  });
});
