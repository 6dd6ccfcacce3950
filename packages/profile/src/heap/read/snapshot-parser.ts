import type { HeapSnapshot } from "../heap-snapshot.ts";
import { createEdgeColumns } from "./edge-columns.ts";
import type { EdgeColumns } from "./edge-columns.ts";
import { createNodeColumns } from "./node-columns.ts";
import type { NodeColumns } from "./node-columns.ts";
import { createNumberArrayReader } from "./number-array-reader.ts";
import { createObjectReader } from "./object-reader.ts";
import { MalformedError } from "./section-reader.ts";
import type { SectionReader } from "./section-reader.ts";
import { parseSnapshotHeader } from "./snapshot-header.ts";
import type { SnapshotHeader } from "./snapshot-header.ts";
import { createStringArrayReader } from "./string-array-reader.ts";
import { createStringTable } from "./string-table.ts";
import type { StringTable } from "./string-table.ts";
import { createCapturingReader, createSkippingReader } from "./value-reader.ts";

/** Turns the bytes of a heap snapshot into columns while they come in. */
export interface SnapshotParser {
  /** @throws {MalformedError} */
  push(bytes: Uint8Array): void;
  /** @throws {MalformedError} when bytes are missing, or sections contradict each other. */
  finish(): HeapSnapshot;
  /** The section that is being read, null before the first. */
  readonly section: string | null;
  /** Null until the header is read. */
  readonly header: SnapshotHeader | null;
}

const HEADER_BYTES_MAX = 1 << 20;
/** A digit and a comma. */
const BYTES_PER_NUMBER_MIN = 2;

/** @param totalBytes - of the file, when known: a header that claims more than fits there is not believed. */
export function createSnapshotParser(totalBytes: number | null): SnapshotParser {
  let header: SnapshotHeader | null = null;
  let nodes: NodeColumns | null = null;
  let edges: EdgeColumns | null = null;
  let strings: StringTable | null = null;
  const table = createStringTable();
  let section: string | null = null;

  const readHeader = (value: unknown): void => {
    header = parseSnapshotHeader(value);
    checkClaim(header, totalBytes);
  };
  const readerOf = (key: string): SectionReader => {
    section = key;
    if (key === "snapshot") return createCapturingReader(HEADER_BYTES_MAX, readHeader);
    if (key === "nodes") {
      nodes = createNodeColumns(needHeader(header));
      return createNumberArrayReader(nodes.take);
    }
    if (key === "edges") {
      edges = createEdgeColumns(needHeader(header));
      return createNumberArrayReader(edges.take);
    }
    if (key === "strings") return createStringArrayReader(table);
    return createSkippingReader();
  };
  const object = createObjectReader(readerOf);
  let isComplete = false;

  return {
    push(bytes) {
      const position = isComplete ? 0 : object.take(bytes, 0);
      if (position === -1) return;
      isComplete = true;
      const rest = bytes.subarray(position);
      if (rest.some((byte) => byte > 0x20))
        throw new MalformedError("goes on after its closing bracket");
    },
    finish() {
      if (!isComplete) throw new MalformedError("breaks off");
      strings = table.finish();
      section = null;
      if (header === null) throw new MalformedError('has no section "snapshot"');
      return assemble(header, nodes, edges, strings);
    },
    get section() {
      return section;
    },
    get header() {
      return header;
    },
  };
}

function needHeader(header: SnapshotHeader | null): SnapshotHeader {
  if (header === null) throw new MalformedError('comes before the section "snapshot"');
  return header;
}

function checkClaim(header: SnapshotHeader, totalBytes: number | null): void {
  const { layout, nodeCount, edgeCount } = header;
  const numberCount = nodeCount * layout.nodeFieldCount + edgeCount * layout.edgeFieldCount;
  if (totalBytes !== null && numberCount * BYTES_PER_NUMBER_MIN > totalBytes) {
    throw new MalformedError(
      `breaks off: its header tells of ${nodeCount} nodes and ${edgeCount} edges, more than ${totalBytes} bytes can hold`,
    );
  }
}

function assemble(
  header: SnapshotHeader,
  nodes: NodeColumns | null,
  edges: EdgeColumns | null,
  strings: StringTable,
): HeapSnapshot {
  const { nodeCount, edgeCount, nodeTypes, edgeTypes, extraNativeBytes } = header;
  if (nodes === null || nodes.rowCount() !== nodeCount)
    throw new MalformedError(`has ${nodes?.rowCount() ?? 0} of its ${nodeCount} nodes`);
  if (edges === null || edges.rowCount() !== edgeCount)
    throw new MalformedError(`has ${edges?.rowCount() ?? 0} of its ${edgeCount} edges`);
  const edgesOfNodes = nodes.firstEdge[nodeCount]!;
  if (edgesOfNodes !== edgeCount)
    throw new MalformedError(`has ${edgeCount} edges, and nodes that have ${edgesOfNodes}`);
  if (nodeCount === 0) throw new MalformedError("has no nodes");
  checkNames(nodes.nodeName, strings.count);
  const { nodeType, nodeName, nodeId, selfBytes, firstEdge } = nodes;
  const { edgeType, edgeNameOrIndex, edgeTarget } = edges;
  checkEdgeNames({ edgeType, edgeNameOrIndex, edgeTypes }, strings.count);
  return {
    nodeCount,
    edgeCount,
    nodeTypes,
    edgeTypes,
    nodeType,
    nodeName,
    nodeId,
    selfBytes,
    firstEdge,
    edgeType,
    edgeNameOrIndex,
    edgeTarget,
    strings,
    extraNativeBytes,
  };
}

function checkNames(names: Uint32Array, stringCount: number): void {
  let largest = 0;
  for (const name of names) if (name > largest) largest = name;
  if (largest >= stringCount)
    throw new MalformedError(`names its string ${largest}, and has ${stringCount} strings`);
}

type NamedEdges = Pick<HeapSnapshot, "edgeType" | "edgeNameOrIndex" | "edgeTypes">;

function checkEdgeNames({ edgeType, edgeNameOrIndex, edgeTypes }: NamedEdges, count: number): void {
  const element = edgeTypes.indexOf("element");
  const hidden = edgeTypes.indexOf("hidden");
  for (let edge = 0; edge < edgeType.length; edge += 1) {
    const type = edgeType[edge];
    if (edgeNameOrIndex[edge]! >= count && type !== element && type !== hidden) {
      throw new MalformedError(
        `names its string ${edgeNameOrIndex[edge]}, and has ${count} strings`,
      );
    }
  }
}
