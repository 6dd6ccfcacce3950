import { expect, test } from "vitest";

import { userLocation } from "./user-location.ts";

const errorWith = (...stackLines: readonly string[]) => ({
  name: "Error",
  code: undefined,
  message: "no",
  stack: ["Error: no", ...stackLines].join("\n"),
  cause: undefined,
});

test.for([
  {
    claim: "prefers the benchmark's file over what it calls",
    stack: [
      "    at grow (file:///p/src/grow.ts:10:3)",
      "    at fn (file:///p/bench/a.bench.ts:3:9)",
    ],
    location: "bench/a.bench.ts:3:9",
  },
  {
    claim: "falls back to the user's code, past Node's own and ours",
    stack: [
      "    at node:internal/process/task_queues:95:5",
      "    at run (file:///p/node_modules/@paceline/harness/dist/fork/fork-main.js:1:1)",
      "    at async grow (/p/src/grow.ts:10:3)",
    ],
    location: "/p/src/grow.ts:10:3",
  },
  {
    claim: "reads Windows paths",
    stack: [String.raw`    at fn (C:\p\bench\a.bench.ts:3:9)`],
    location: "bench/a.bench.ts:3:9",
  },
  { claim: "is null without a place", stack: ["    at <anonymous>"], location: null },
])("$claim", ({ stack, location }) => {
  expect(userLocation(errorWith(...stack), "bench/a.bench.ts")).toBe(location);
});

test("finds where a file does not parse: before the message, without a column", () => {
  const error = {
    ...errorWith(),
    stack: "file:///p/bench/a.bench.ts:4\n}\n^\nSyntaxError: Unexpected token '}'",
  };
  expect(userLocation(error, "bench/a.bench.ts")).toBe("bench/a.bench.ts:4");
});
