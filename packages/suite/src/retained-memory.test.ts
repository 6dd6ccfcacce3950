import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

import { afterAll, beforeAll, expect, test } from "vitest";

import { measureRetainedBytes } from "./retained-memory.ts";

// The forks of the harness are started with --expose-gc; this process is not.
beforeAll(() => {
  setFlagsFromString("--expose-gc");
  globalThis.gc = runInNewContext("gc") as NonNullable<typeof globalThis.gc>;
});

afterAll(() => {
  globalThis.gc = undefined;
});

const COUNTS = [200, 400, 600, 800] as const;

// Known sizes: an array of 1,000 doubles takes 8,000 bytes of elements; its objects take below 100 more.
test.for<{ readonly what: string; readonly create: () => unknown }>([
  { what: "arrays on the heap", create: () => Array.from({ length: 1_000 }, (_, at) => at + 0.5) },
  { what: "array buffers", create: () => new Float64Array(1_000) },
  {
    what: "shared array buffers",
    create: () => new Float64Array(new SharedArrayBuffer(8_000)),
  },
])("finds what each of many $what holds", async ({ create }) => {
  const bytes = await measureRetainedBytes(COUNTS, (count) =>
    Array.from({ length: count }, create),
  );
  expect(bytes).toBeGreaterThan(8_000);
  expect(bytes).toBeLessThan(8_800);
});

test("what every crowd shares is not counted", async () => {
  const shared = new Float64Array(1_000_000);
  const bytes = await measureRetainedBytes(COUNTS, (count) =>
    Array.from({ length: count }, () => ({ shared })),
  );
  expect(bytes).toBeLessThan(100);
});
