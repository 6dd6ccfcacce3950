import { expect, test } from "vitest";

import { stacksOf } from "../../test/self-by-name.ts";
import { readChromeTrace } from "./read-chrome-trace.ts";

const callFrame = (functionName: string): object => ({
  functionName,
  scriptId: 3,
  url: "a.js",
  lineNumber: 1,
  columnNumber: 1,
});

/** A profile in two chunks, the second with a node below one of the first. */
const eventsOf = (pid: number, tid: number, name: string): readonly object[] => [
  { name: "thread_name", ph: "M", pid, tid, args: { name } },
  { name: "Profile", ph: "P", id: "0x1", pid, tid, ts: 5, args: { data: { startTime: 1000 } } },
  {
    name: "ProfileChunk",
    ph: "P",
    id: "0x1",
    pid,
    // The profiler's own thread writes the chunks.
    tid: tid + 100,
    ts: 6,
    args: {
      data: {
        cpuProfile: {
          nodes: [
            { id: 1, callFrame: { functionName: "(root)", scriptId: 0 } },
            { id: 2, parent: 1, callFrame: callFrame("main") },
          ],
          samples: [2, 2],
        },
        timeDeltas: [10, 20],
      },
    },
  },
  {
    name: "ProfileChunk",
    ph: "P",
    id: "0x1",
    pid,
    tid: tid + 100,
    ts: 7,
    args: {
      data: {
        cpuProfile: { nodes: [{ id: 3, parent: 2, callFrame: callFrame("step") }], samples: [3] },
        timeDeltas: [30],
        endTime: 1100,
      },
    },
  },
];

test.for([
  { name: "an object", wrap: (traceEvents: readonly object[]) => ({ traceEvents }) },
  { name: "a bare list", wrap: (events: readonly object[]) => events },
])("profiles are put together from their chunks, per process and id, in $name", ({ wrap }) => {
  const other = { name: "FunctionCall", ph: "X", pid: 1, tid: 1, ts: 1, dur: 2 };
  const profile = readChromeTrace(
    wrap([other, ...eventsOf(1, 10, "main thread"), ...eventsOf(2, 20, "worker")]),
  );
  expect(
    profile.tracks.map(({ name, labels: { process, worker } }) => [name, process, worker]),
  ).toEqual([
    ["main thread", "1", "10"],
    ["worker", "2", "20"],
  ]);
  // Samples at 1010, 1030 and 1060 us, until 1100.
  for (const track of profile.tracks) {
    expect(stacksOf(profile, track)).toEqual({ main: 50_000, "main;step": 40_000 });
  }
});

test("a trace without a CPU profile is refused, with what to record", () => {
  expect(() => readChromeTrace({ traceEvents: [{ ph: "X" }] })).toThrow(
    "none of its 1 events is a CPU profile: record with the category disabled-by-default-v8.cpu_profiler",
  );
});
