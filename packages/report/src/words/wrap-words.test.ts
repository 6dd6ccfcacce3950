import { expect, test } from "vitest";

import { wrapWords } from "./wrap-words.ts";

test("breaks between words, and never between a number and its percent sign", () => {
  expect(wrapWords("taken out: +32.5 % by the host", 17)).toEqual([
    "taken out:",
    "+32.5 % by the",
    "host",
  ]);
});

test("cuts a word that is longer than a line", () => {
  expect(wrapWords("a verylongwordindeed b", 8)).toEqual(["a", "very…eed", "b"]);
});
