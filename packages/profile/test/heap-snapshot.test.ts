import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { analyzeHeap, compareHeaps, readHeapSnapshotFile, totalSelfBytes } from "../src/index.ts";
import type { HeapAnalysis } from "../src/index.ts";

const PROGRAM = `
  const v8 = require("node:v8");
  class Planted { constructor(index) { this.index = index; this.payload = new Array(100).fill(index); } }
  class Kept {}
  const registry = { planted: [], kept: new Kept() };
  globalThis.registry = registry;
  for (let index = 0; index < 500; index += 1) registry.planted.push(new Planted(index));
  v8.writeHeapSnapshot(process.argv[1]);
  registry.planted.splice(0, 100);
  for (let index = 0; index < 250; index += 1) registry.planted.push(new Planted(index));
  v8.writeHeapSnapshot(process.argv[2]);
`;

interface RawSnapshot {
  readonly snapshot: {
    readonly meta: { readonly node_fields: readonly string[] };
    readonly node_count: number;
  };
  readonly nodes: readonly number[];
}

let folder: string;
let before: HeapAnalysis;
let after: HeapAnalysis;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "paceline-heap-"));
  const files = [join(folder, "before.heapsnapshot"), join(folder, "after.heapsnapshot")] as const;
  await promisify(execFile)(process.execPath, ["-e", PROGRAM, ...files]);
  before = analyzeHeap(await readHeapSnapshotFile(files[0]));
  after = analyzeHeap(await readHeapSnapshotFile(files[1]));
}, 60_000);

afterAll(async () => rm(folder, { recursive: true, force: true }));

const classOf = (analysis: HeapAnalysis, wanted: string) =>
  analysis.classTable().find(({ name }) => name === wanted)!;

describe("a snapshot that Node writes", () => {
  // Oracle: the file itself, read whole by JSON.parse; its sums are those that the format defines.
  test("has the sums of its file", async () => {
    const raw = JSON.parse(
      await readFile(join(folder, "before.heapsnapshot"), "utf8"),
    ) as RawSnapshot;
    const fields = raw.snapshot.meta.node_fields;
    const sizeAt = fields.indexOf("self_size");
    const selfBytes = raw.nodes.filter((_, index) => index % fields.length === sizeAt);
    const sum = selfBytes.reduce((total, bytes) => total + bytes, 0);
    expect(before.snapshot.nodeCount).toBe(raw.snapshot.node_count);
    expect(totalSelfBytes(before.snapshot)).toBe(sum);
    expect(before.classCounts().reduce((total, row) => total + row.selfBytes, 0)).toBe(sum);
    // All that there is hangs from the root.
    expect(before.retainedBytes()[0]).toBe(sum);
  });

  test("has the classes that the program made, and what they retain", () => {
    const planted = classOf(before, "Planted");
    expect(planted.count).toBe(500);
    // An array of 100 elements of 8 bytes at least, 4 with compressed pointers, in each.
    expect(planted.retainedBytes).toBeGreaterThan(500 * 400);
    expect(planted.selfBytes).toBeLessThan(500 * 100);
    expect(classOf(before, "Kept").count).toBe(1);
  });

  test("says what holds an object, by the program's own names", () => {
    const [newest] = after.newestOf("Planted", 1);
    const path = after.retainingPath(newest!);
    expect(path.map(({ name }) => name).slice(0, 3)).toEqual(["global", "Object", "Array"]);
    expect(path.slice(1, 3).map(({ edgeName }) => edgeName)).toEqual(["registry", "planted"]);
    expect(path.at(-1)).toMatchObject({ name: "Planted", ordinal: newest });
  });

  test("tells new objects from those that are gone", () => {
    const { isSameProcess, changes } = compareHeaps(before, after);
    expect(isSameProcess).toBe(true);
    expect(changes.find(({ name }) => name === "Planted")).toMatchObject({
      countBefore: 500,
      countAfter: 650,
      newCount: 250,
      goneCount: 100,
    });
    expect(changes.some(({ name }) => name === "Kept")).toBe(false);
  });

  test("is not compared by id with one of another process", async () => {
    const file = join(folder, "other.heapsnapshot");
    const program = `class Other {}; globalThis.all = Array.from({ length: 9000 }, () => new Other());
      require("node:v8").writeHeapSnapshot(process.argv[1])`;
    await promisify(execFile)(process.execPath, ["--jitless", "-e", program, file]);
    const other = analyzeHeap(await readHeapSnapshotFile(file));
    const { isSameProcess, changes } = compareHeaps(before, other);
    expect(isSameProcess).toBe(false);
    expect(changes.find(({ name }) => name === "Other")).toMatchObject({
      countBefore: 0,
      countAfter: 9000,
      newCount: null,
      goneCount: null,
    });
  });
});
