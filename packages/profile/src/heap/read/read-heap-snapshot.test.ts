import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { NODE_24_LAYOUT, snapshotText, STRANGE_LAYOUT } from "../../../test/heap/snapshot-text.ts";
import type { MadeLayout, MadeNode } from "../../../test/heap/snapshot-text.ts";
import type { HeapSnapshot } from "../heap-snapshot.ts";
import { readHeapSnapshot } from "./read-heap-snapshot.ts";

const root: MadeNode = {
  type: "synthetic",
  name: "",
  id: 1,
  selfBytes: 0,
  edges: [
    { type: "element", name: 4_294_967_294, to: 1 },
    { type: "weak", name: "late", to: 2 },
  ],
};
const nodes: readonly MadeNode[] = [
  root,
  {
    type: "object",
    name: 'Caché "of" \\ agents \u{1f41d}',
    id: 4_294_967_293,
    // An ArrayBuffer may be larger than 32 bits can say.
    selfBytes: 5_000_000_000,
    edges: [{ type: "property", name: "name\n", to: 2 }],
  },
  { type: "string", name: "", id: 5, selfBytes: 24, edges: [] },
];

/** @yields the file in pieces that end after the given bytes. */
async function* inPieces(text: string, ends: readonly number[]): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  const cuts = [...new Set([...ends.map((end) => end % bytes.length), bytes.length])];
  let start = 0;
  for (const end of cuts.sort((left, right) => left - right)) {
    // Each piece is memory of its own that is overwritten once it is read, as a stream may do.
    const piece = Uint8Array.from(bytes.subarray(start, end));
    yield piece;
    piece.fill(0x21);
    start = end;
  }
}

const read = (text: string, ends: readonly number[] = []): Promise<HeapSnapshot> =>
  readHeapSnapshot(inPieces(text, ends), { source: "made.heapsnapshot" });

/** The objects again, from the columns. */
function objectsOf(snapshot: HeapSnapshot): readonly MadeNode[] {
  return Array.from({ length: snapshot.nodeCount }, (_, node) => ({
    type: snapshot.nodeTypes[snapshot.nodeType[node]!]!,
    name: snapshot.strings.get(snapshot.nodeName[node]!),
    id: snapshot.nodeId[node]!,
    selfBytes: snapshot.selfBytes[node]!,
    edges: Array.from(
      { length: snapshot.firstEdge[node + 1]! - snapshot.firstEdge[node]! },
      (_edge, index) => {
        const edge = snapshot.firstEdge[node]! + index;
        const type = snapshot.edgeTypes[snapshot.edgeType[edge]!]!;
        const name = snapshot.edgeNameOrIndex[edge]!;
        return {
          type,
          name: type === "element" ? name : snapshot.strings.get(name),
          to: snapshot.edgeTarget[edge]!,
        };
      },
    ),
  }));
}

const stringsOf = (names: readonly string[]): readonly MadeNode[] =>
  names.map((name, id) => ({ type: "string", name, id, selfBytes: 1, edges: [] }));

describe("reading a heap snapshot", () => {
  test.for([
    { name: "Node 24", layout: NODE_24_LAYOUT },
    { name: "another version of V8", layout: STRANGE_LAYOUT },
  ])("finds every field and type by name: $name", async ({ layout }) => {
    expect(objectsOf(await read(snapshotText(nodes, layout)))).toEqual(nodes);
  });

  test("gives the same wherever the stream cuts the file", async () => {
    const text = snapshotText(nodes);
    const cuts = fc.array(fc.nat(text.length), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(cuts, async (ends) => {
        expect(objectsOf(await read(text, ends))).toEqual(nodes);
      }),
    );
    const everyByte = Array.from({ length: text.length }, (_, end) => end);
    expect(objectsOf(await read(text, everyByte))).toEqual(nodes);
  });

  test("takes spaces and line ends wherever JSON has them", async () => {
    const parsed: unknown = JSON.parse(snapshotText(nodes));
    expect(objectsOf(await read(JSON.stringify(parsed, null, "\t\r\n ")))).toEqual(nodes);
  });

  test("holds any string", async () => {
    // Half a surrogate pair is a string too.
    const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
    const names = fc.array(fc.string({ unit }), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(names, async (texts) => {
        const made = stringsOf(texts);
        expect(objectsOf(await read(snapshotText(made)))).toEqual(made);
      }),
    );
  });

  test("holds strings of megabytes, and thousands of short ones", async () => {
    const short = Array.from({ length: 5000 }, (_, index) => `name ${index}`);
    const made = stringsOf(["", "é".repeat(700_000), "x".repeat(700_000), ...short]);
    expect(objectsOf(await read(snapshotText(made), [1000, 500_000, 900_000]))).toEqual(made);
  });

  test("says after how many bytes a file breaks off, wherever it does", async () => {
    const text = snapshotText([root, ...nodes.slice(1).map((node) => ({ ...node, name: "x" }))]);
    for (let length = 0; length < text.length; length += 1) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other is all there is to it
      await expect(read(text.slice(0, length))).rejects.toMatchObject({
        code: expect.stringMatching(/^PACELINE_(NOT_A_SNAPSHOT|SNAPSHOT_DAMAGED)$/),
        message: expect.stringMatching(/made\.heapsnapshot.*(breaks off|is empty)/),
      });
    }
    await expect(read(text.slice(0, text.indexOf('"edges":[') + 12))).rejects.toThrow(
      /^heap snapshot made\.heapsnapshot breaks off in its section "edges", after \d+ bytes; write it again$/,
    );
  });

  const strangeTypes: MadeLayout = { ...NODE_24_LAYOUT, nodeFields: ["type", "name", "id"] };
  const good = snapshotText(nodes);
  test.for([
    { text: "", code: "PACELINE_NOT_A_SNAPSHOT", message: "it is empty" },
    { text: "hello", code: "PACELINE_NOT_A_SNAPSHOT", message: 'it has "h" where JSON has none' },
    {
      text: '{"name":"paceline"}',
      code: "PACELINE_NOT_A_SNAPSHOT",
      message: 'it has no section "snapshot"',
    },
    {
      text: '{"nodes":[1,2]}',
      code: "PACELINE_NOT_A_SNAPSHOT",
      message: 'comes before the section "snapshot"',
    },
    {
      text: '{"snapshot":{"meta":{}}}',
      code: "PACELINE_NOT_A_SNAPSHOT",
      message: "meta.node_fields is no list of names",
    },
    {
      text: snapshotText(nodes, strangeTypes),
      code: "PACELINE_NOT_A_SNAPSHOT",
      message: 'has no "self_size"',
    },
    {
      text: good.replace('],"edges"', ',9],"edges"'),
      code: "PACELINE_SNAPSHOT_DAMAGED",
      message: "more than 3 nodes",
    },
    {
      text: good.replace(/"nodes":\[[^\]]*\]/, '"nodes":[]'),
      code: "PACELINE_SNAPSHOT_DAMAGED",
      message: "0 of its 3",
    },
    {
      text: good.replace('"edges":[1,', '"edges":[1.5,'),
      code: "PACELINE_SNAPSHOT_DAMAGED",
      message: 'holds "."',
    },
    {
      text: good.replace('"edges":[1,', '"edges":[-1,'),
      code: "PACELINE_SNAPSHOT_DAMAGED",
      message: 'holds "-"',
    },
    {
      text: good.replace('"edges":[1,', '"edges":[1,,'),
      code: "PACELINE_SNAPSHOT_DAMAGED",
      message: 'holds ","',
    },
    {
      text: good.replace('"edges":[1,', '"edges":[1 1,'),
      code: "PACELINE_SNAPSHOT_DAMAGED",
      message: 'holds "1"',
    },
    {
      text: good.replace('"edges":[1,', '"edges":[99,'),
      code: "PACELINE_SNAPSHOT_DAMAGED",
      message: "edge of type 99",
    },
    {
      text: good.replace(/"strings":\[.*/s, '"strings":[]}'),
      code: "PACELINE_SNAPSHOT_DAMAGED",
      message: "has 0 strings",
    },
    {
      text: good.replace(/,"strings":\[/, ',"strings":[7,'),
      code: "PACELINE_SNAPSHOT_DAMAGED",
      message: 'holds "7"',
    },
    {
      text: `${good}{`,
      code: "PACELINE_SNAPSHOT_DAMAGED",
      message: "goes on after its closing bracket",
    },
  ])("refuses a file of which it can say: $message", async ({ text, code, message }) => {
    await expect(read(text)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });

  test("does not believe a header that claims more than its file can hold", async () => {
    const text = snapshotText(nodes).replace('"node_count":3', '"node_count":4000000000');
    const options = { totalBytes: Buffer.byteLength(text) };
    await expect(readHeapSnapshot(inPieces(text, []), options)).rejects.toThrow(
      /breaks off: its header tells of 4000000000 nodes and 3 edges, more than \d+ bytes can hold/,
    );
  });
});
