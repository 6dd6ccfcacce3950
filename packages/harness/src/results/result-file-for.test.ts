import { expect, test } from "vitest";

import { resultFileFor } from "./result-file-for.ts";

const given = {
  resultsFolder: "/p/results",
  startedAt: "2026-11-23T18:45:12.345Z",
  commit: {
    id: "0123456789abcdef",
    branch: "main",
    authoredAt: "2026-11-20T00:00:00.000Z",
    isDirty: false,
  },
} as const;

test.for([
  { kind: "last", file: "/p/results/last_run.json" },
  { kind: "daily", file: "/p/results/daily/2026-11-23_184512_0123456_results.json" },
  { kind: "releases", name: "1.0 beta", file: "/p/results/releases/1.0 beta_results.json" },
  { kind: "baseline", file: "/p/results/baseline/baseline_results.json" },
] as const)("a $kind result goes to $file", ({ file, ...options }) => {
  expect(resultFileFor({ ...given, ...options })).toBe(file);
});

test("a daily result outside of a repository says so", () => {
  expect(resultFileFor({ ...given, kind: "daily", commit: null })).toContain("_nocommit_");
});

test.for(["", " ", ".", "..", "a/b", "a\\b", "../x", "a\nb", "nul\0", "a:b", "x".repeat(101)])(
  "%j is no name for a release",
  (name) => {
    expect(() => resultFileFor({ ...given, kind: "releases", name })).toThrow('option "name"');
  },
);
