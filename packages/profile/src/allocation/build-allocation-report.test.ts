import { expect, test } from "vitest";

import { readHeapprofile } from "../read/read-heapprofile.ts";
import type { AllocationReport } from "./allocation-report.ts";
import { buildAllocationReport } from "./build-allocation-report.ts";

interface MadeNode {
  readonly name: string;
  readonly url?: string;
  /** From 1. */
  readonly line?: number;
  readonly bytes?: number;
  readonly children?: readonly MadeNode[];
}

/** A thread whose profile has these calls below its root. */
function thread(name: string, calls: readonly MadeNode[]) {
  let id = 0;
  const samples: object[] = [];
  const toNode = ({
    name: functionName,
    url = "",
    line = 0,
    bytes = 0,
    children = [],
  }: MadeNode): object => {
    id += 1;
    const nodeId = id;
    if (bytes > 0) samples.push({ size: bytes, nodeId, ordinal: nodeId });
    return {
      id: nodeId,
      callFrame: { functionName, scriptId: "1", url, lineNumber: line - 1, columnNumber: 0 },
      selfSize: bytes,
      children: children.map(toNode),
    };
  };
  const head = toNode({ name: "(root)", children: calls });
  return { name, threadId: 0, profile: readHeapprofile({ head, samples }) };
}

const FILE = "file:///app/main.js";
const report = (...threads: readonly ReturnType<typeof thread>[]): AllocationReport =>
  buildAllocationReport(threads, {
    program: "main.js",
    when: "at its end",
    intervalBytes: 16_384,
    isAliveOnly: false,
    lostThreadCount: 0,
    rowCountMax: 10,
    pathOf: (url) => url.replace("file:///app/", ""),
    isOfProgram: (path) => path !== "observer.js",
    linesOf: (path) => (path === "main.js" ? ["function outer() {", "  inner();", "}"] : null),
  });

test("built-in functions count as their caller's, across the threads", () => {
  const { functions, allocatedBytes, sampleCount } = report(
    thread("main", [
      {
        name: "outer",
        url: FILE,
        line: 1,
        bytes: 100,
        children: [{ name: "push", bytes: 20, children: [{ name: "concat", bytes: 3 }] }],
      },
    ]),
    thread("worker", [{ name: "outer", url: FILE, line: 1, bytes: 1000 }]),
  );
  expect(functions).toEqual([
    {
      name: "outer",
      file: "main.js",
      line: 1,
      ownBytes: 1123,
      ownSampleCount: 4,
      totalBytes: 1123,
    },
  ]);
  expect([allocatedBytes, sampleCount]).toEqual([1123, 4]);
});

test("built-in functions that call back keep apart what they call", () => {
  const { functions } = report(
    thread("main", [
      {
        name: "outer",
        url: FILE,
        line: 1,
        children: [
          { name: "map", bytes: 8, children: [{ name: "", url: FILE, line: 2, bytes: 50 }] },
        ],
      },
    ]),
  );
  expect(functions.map(({ name, ownBytes, totalBytes }) => [name, ownBytes, totalBytes])).toEqual([
    ["(anonymous)", 50, 50],
    ["outer", 8, 58],
  ]);
});

test("a recursive function counts once in its own total", () => {
  const recursive = (depth: number): MadeNode => ({
    name: "walk",
    url: FILE,
    line: 1,
    bytes: 10,
    children: depth === 0 ? [] : [recursive(depth - 1)],
  });
  const { functions, stacks } = report(thread("main", [recursive(4)]));
  expect(functions).toMatchObject([{ name: "walk", ownBytes: 50, totalBytes: 50 }]);
  expect(stacks[0]?.frames.length).toBe(1);
});

test("lists files of the program alone, each line with its text", () => {
  const { files } = report(
    thread("main", [
      { name: "outer", url: FILE, line: 1, bytes: 7 },
      { name: "", url: FILE, line: 3, bytes: 5 },
      { name: "gone", url: "file:///app/gone.js", line: 9, bytes: 100 },
      { name: "emit", url: "node:events", line: 489, bytes: 900 },
      { name: "run", url: "wasm://wasm/1", line: 1, bytes: 900 },
      { name: "observe", url: "file:///app/observer.js", line: 1, bytes: 900 },
    ]),
  );
  const line = { sampleCount: 1, precision: "function" };
  expect(files).toEqual([
    { file: "gone.js", ownBytes: 100, lines: [{ ...line, line: 9, text: null, ownBytes: 100 }] },
    {
      file: "main.js",
      ownBytes: 12,
      lines: [
        { ...line, line: 1, text: "function outer() {", ownBytes: 7 },
        { ...line, line: 3, text: "}", ownBytes: 5 },
      ],
    },
  ]);
});
