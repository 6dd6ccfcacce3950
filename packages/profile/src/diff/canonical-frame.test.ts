import { expect, test } from "vitest";

import { alignAnonymous } from "./align-anonymous.ts";
import { canonicalFrame } from "./canonical-frame.ts";

const OPTIONS = { roots: ["/work/base", "/tmp/check out/"] };

test.for([
  ["file:///work/base/packages/agents/src/step.ts?v=3", "packages/agents/src/step.ts"],
  ["/work/base/src/step.ts", "src/step.ts"],
  ["file:///tmp/check%20out/src/step.ts", "src/step.ts"],
  ["/elsewhere/src/step.ts", "/elsewhere/src/step.ts"],
  ["/work/base/node_modules/.pnpm/pg@8.1.0_x/node_modules/pg/lib/client.js", "pg/lib/client.js"],
  ["/work/base/node_modules/@nats-io/core/lib/a.js", "@nats-io/core/lib/a.js"],
  ["/work/base/dist/chunk-3EB2YCUY.js", "dist/chunk.js"],
  ["/work/base/dist/index.4f3a9b2c.mjs", "dist/index.mjs"],
  ["/work/base/src/agent-pool.ts", "src/agent-pool.ts"],
  ["/work/base/src/active-inference.ts", "src/active-inference.ts"],
  ["C:\\work\\a.js", "C:/work/a.js"],
  ["file:///work/base/100%.js", "100%.js"],
  ["node:internal/timers", "node:internal/timers"],
  ["", ""],
] as const)("the file %s is %s", ([file, expected]) => {
  expect(canonicalFrame({ name: "f", file }, OPTIONS).file).toBe(expected);
});

test.for([
  ["JS:*step", "step"],
  ["LazyCompile:~step", "step"],
  ["Foo$$Lambda$733/0x00007f12", "Foo$$Lambda"],
  ["closure@7f00aa12", "closure"],
  ["sha256", "sha256"],
  ["0x1000", "0x1000"],
  ["(garbage collector)", "(garbage collector)"],
] as const)("the name %s is %s", ([name, expected]) => {
  expect(canonicalFrame({ name }).name).toBe(expected);
});

test("anonymous functions are matched by place, then in order between those", () => {
  // A line was added at 15: what was at 20 and 30 is at 21 and 31; 50 stayed, by chance or an edit back.
  const { base, head } = alignAnonymous([10, 20, 30, 50], [10, 21, 31, 50]);
  expect([base.get(10), base.get(20), base.get(30), base.get(50)]).toEqual([1, 2, 3, 4]);
  expect([head.get(10), head.get(21), head.get(31), head.get(50)]).toEqual([1, 2, 3, 4]);
});

test("anonymous functions that one side did not see are that side's alone", () => {
  const { base, head } = alignAnonymous([10, 50], [10, 20, 50, 60]);
  expect([...base]).toEqual([
    [10, 1],
    [50, 3],
  ]);
  expect([...head]).toEqual([
    [10, 1],
    [20, 2],
    [50, 3],
    [60, 4],
  ]);
});
