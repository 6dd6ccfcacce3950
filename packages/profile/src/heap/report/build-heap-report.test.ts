import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, onTestFinished, test } from "vitest";

import { snapshotText } from "../../../test/heap/snapshot-text.ts";
import type { MadeNode } from "../../../test/heap/snapshot-text.ts";
import { buildHeapReport } from "./build-heap-report.ts";
import type { HeapReport } from "./heap-report.ts";

async function reportOf(
  nodes: readonly MadeNode[],
  options: { readonly className?: string; readonly rowCountMax?: number } = {},
): Promise<HeapReport> {
  const folder = await mkdtemp(join(tmpdir(), "paceline-report-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, "made.heapsnapshot");
  await writeFile(file, snapshotText(nodes));
  const { className = null, rowCountMax = 10 } = options;
  const question = { file, source: "made", earlier: null, className, rowCountMax };
  return buildHeapReport(question, () => {});
}

const property = (name: string, to: number) => ({ type: "property", name, to }) as const;
const object = (name: string, id: number, edges: MadeNode["edges"] = []): MadeNode => ({
  type: "object",
  name,
  id,
  selfBytes: 10,
  edges,
});

const heap: readonly MadeNode[] = [
  { ...object("", 1, [property("globalThis", 1)]), type: "synthetic", selfBytes: 0 },
  object("global", 3, [property("shop", 2), property("odd name", 6)]),
  object("Object", 5, [property("carts", 3), property("open", 6)]),
  object("Array", 7, [
    { type: "element", name: 0, to: 4 },
    { type: "element", name: 1, to: 5 },
  ]),
  object("Cart", 9),
  object("Cart", 11),
  object("Cart", 13),
];

test("shows the objects that retain most, each below the one that dominates it", async () => {
  const { dominators } = await reportOf(heap, { rowCountMax: 4 });
  expect(
    dominators.map(({ depth, label, retainedBytes }) => [depth, label, retainedBytes]),
  ).toEqual([
    [0, "global", 60],
    [1, "Object {carts, open}", 40],
    [2, "Array", 30],
    // One of four carts that retain the same: the first that the walk came to.
    [3, "Cart", 10],
  ]);
});

test("keeps the tree whole where objects retain the same", async () => {
  const chain = [
    ...heap.slice(0, 1),
    ...[1, 2, 3].map((at) => ({
      ...object("Link", 2 * at + 1),
      selfBytes: at === 3 ? 10 : 0,
      edges: at === 3 ? [] : [property("next", at + 1)],
    })),
  ];
  const { dominators } = await reportOf(chain, { rowCountMax: 2 });
  expect(dominators.map(({ depth, id }) => [depth, id])).toEqual([
    [0, 3],
    [1, 5],
  ]);
});

test("takes paths that differ in indexes only for one", async () => {
  const { paths } = await reportOf(heap, { className: "Cart" });
  expect(paths).toMatchObject({ className: "Cart", objectCount: 3, examinedCount: 3 });
  expect(
    paths?.groups.map(({ count, steps }) => [count, steps.map(({ reference }) => reference)]),
  ).toEqual([
    [2, ["", ".shop", ".carts", "[1]"]],
    [1, ["", '["odd name"]']],
  ]);
});

test("is told of a class that has no objects, with what was likely meant", async () => {
  await expect(reportOf(heap, { className: "cart" })).rejects.toMatchObject({
    code: "PACELINE_UNKNOWN_CLASS",
    message: 'no object of class "cart" is in the snapshot: did you mean "Cart"?',
  });
});
