import { ROOT_FRAME } from "../model/frame-table.ts";
import type { Frame, FrameTableBuilder } from "../model/frame-table.ts";
import { isRecord, listAt, numberOr, recordAt, textOr } from "./json-value.ts";
import type { JsonRecord, Place } from "./json-value.ts";
import { LOST_PARENT, NO_PARENT } from "./place-nodes.ts";
import type { LinkedNodes } from "./place-nodes.ts";

/** All nodes of a file as columns, in the file's order. */
export interface CpuprofileNodes extends LinkedNodes {
  readonly hitCounts: Float64Array;
  /** Bytes, of a heap profile; else 0. */
  readonly selfSizes: Float64Array;
  readonly ticks: {
    readonly nodes: readonly number[];
    readonly lines: readonly number[];
    readonly counts: readonly number[];
  };
  /** Index of the node with that id; undefined when there is none. */
  readonly indexOfId: (id: unknown) => number | undefined;
}

/** Reads `nodes`, linked by `children` or by `parent`, or the nested `head` of the old form. */
export function listCpuprofileNodes(
  file: JsonRecord,
  frames: FrameTableBuilder,
  format: string,
): CpuprofileNodes {
  const nodes =
    file["nodes"] === undefined ? flatten(file["head"], format) : nodesOf(file["nodes"], format);
  const indexOfId = indexIds(nodes);
  const frameIndexes = new Uint32Array(nodes.length);
  const hitCounts = new Float64Array(nodes.length);
  const selfSizes = new Float64Array(nodes.length);
  const ticks = { nodes: [] as number[], lines: [] as number[], counts: [] as number[] };
  for (const [index, node] of nodes.entries()) {
    frameIndexes[index] = frames.intern(frameOf(node, { format, path: `nodes[${index}]` }));
    hitCounts[index] = Math.max(0, numberOr(node["hitCount"], 0));
    selfSizes[index] = numberOr(node["selfSize"], 0);
    const lineTicks = node["positionTicks"] ?? node["lineTicks"] ?? [];
    for (const tick of listAt(lineTicks, {
      format,
      path: `nodes[${index}].positionTicks`,
    })) {
      if (!isRecord(tick)) continue;
      ticks.nodes.push(index);
      // From 1, unlike the lines of `callFrame`.
      ticks.lines.push(numberOr(tick["line"], 0));
      ticks.counts.push(numberOr(tick["ticks"] ?? tick["hitCount"], 0));
    }
  }
  return {
    frames: frameIndexes,
    parents: linkParents(nodes, indexOfId),
    hitCounts,
    selfSizes,
    ticks,
    indexOfId,
  };
}

/** Ids are numbers without large gaps in every file that V8 writes; anything else is looked up in a map. */
function indexIds(nodes: readonly JsonRecord[]): CpuprofileNodes["indexOfId"] {
  const idMax = nodes.length * 2 + 1024;
  const dense = new Int32Array(idMax + 1);
  const others = new Map<unknown, number>();
  const isDense = (id: unknown): id is number =>
    typeof id === "number" && id >= 0 && id <= idMax && Number.isInteger(id);
  for (const [index, { id }] of nodes.entries()) {
    // Of two nodes with one id the first is meant. Zero stands for none.
    if (isDense(id)) dense[id] ||= index + 1;
    else if (!others.has(id)) others.set(id, index);
  }
  return (id) => {
    if (!isDense(id)) return others.get(id);
    const index = dense[id]! - 1;
    return index === -1 ? undefined : index;
  };
}

function nodesOf(value: unknown, format: string): readonly JsonRecord[] {
  return listAt(value, { format, path: "nodes" }).map((node, index) =>
    recordAt(node, { format, path: `nodes[${index}]` }),
  );
}

/** The nested form as a list, parents first, without recursion. */
function flatten(head: unknown, format: string): readonly JsonRecord[] {
  const nodes = [recordAt(head, { format, path: "head" })];
  // An array iterator also visits what the loop appends.
  for (const node of nodes) {
    const children = listAt(node["children"] ?? [], { format, path: "children" });
    for (const child of children) {
      nodes.push(recordAt(child, { format, path: "a child of head" }));
    }
  }
  return nodes;
}

function linkParents(
  nodes: readonly JsonRecord[],
  indexOfId: CpuprofileNodes["indexOfId"],
): Int32Array {
  const parents = new Int32Array(nodes.length).fill(NO_PARENT);
  for (const [index, node] of nodes.entries()) {
    const parentId = node["parent"];
    if (parentId !== undefined && parentId !== null) {
      parents[index] = indexOfId(parentId) ?? LOST_PARENT;
    }
  }
  for (const [index, node] of nodes.entries()) {
    const children = node["children"];
    if (!Array.isArray(children)) continue;
    for (const child of children) {
      const childIndex = indexOfId(isRecord(child) ? child["id"] : child);
      if (childIndex !== undefined && parents[childIndex]! < 0) parents[childIndex] = index;
    }
  }
  return parents;
}

/** `callFrame` counts lines and columns from 0; the old form, whose fields are the node's, from 1. */
function frameOf(node: JsonRecord, { format, path }: Place): Frame {
  const isOld = typeof node["functionName"] === "string";
  const frame = isOld ? node : recordAt(node["callFrame"], { format, path: `${path}.callFrame` });
  const first = isOld ? 0 : 1;
  const name = textOr(frame["functionName"], "") || "(anonymous)";
  const file = textOr(frame["url"], "");
  if (name === ROOT_FRAME.name && file === "") return ROOT_FRAME;
  return {
    name,
    file,
    line: Math.max(0, numberOr(frame["lineNumber"], -1) + first),
    column: Math.max(0, numberOr(frame["columnNumber"], -1) + first),
    scriptId: scriptIdFrom(frame["scriptId"]),
  };
}

/** 0 is V8's way to say that there is no script. */
function scriptIdFrom(value: unknown): string {
  const scriptId = typeof value === "number" ? `${value}` : textOr(value, "");
  return scriptId === "0" ? "" : scriptId;
}
