import type { StringTable } from "./read/string-table.ts";

/**
 * A V8 heap snapshot in columns: one typed array per field, indexed by node or by edge.
 *
 * A node is named by its ordinal, its position in the file; the object behind it by its id, which stays the
 * same in all snapshots of one process. The edges of node `n` are those from `firstEdge[n]` up to, not
 * including, `firstEdge[n + 1]`.
 */
export interface HeapSnapshot {
  readonly nodeCount: number;
  readonly edgeCount: number;
  /** The names that `nodeType` indexes, as the snapshot's own meta gives them: versions of V8 differ. */
  readonly nodeTypes: readonly string[];
  readonly edgeTypes: readonly string[];
  /** `[nodeCount]`, index into `nodeTypes`. */
  readonly nodeType: Uint8Array;
  /** `[nodeCount]`, index into `strings`. */
  readonly nodeName: Uint32Array;
  /** `[nodeCount]`; unique. V8 gives it out at the first snapshot, later ones in order of age. */
  readonly nodeId: Uint32Array;
  /** `[nodeCount]`, bytes of the object itself. */
  readonly selfBytes: Float64Array;
  /** `[nodeCount + 1]`. */
  readonly firstEdge: Uint32Array;
  /** `[edgeCount]`, index into `edgeTypes`. */
  readonly edgeType: Uint8Array;
  /** `[edgeCount]`, index into `strings`, or the index itself for edges of type element and hidden. */
  readonly edgeNameOrIndex: Uint32Array;
  /** `[edgeCount]`, ordinal of the node it points to. */
  readonly edgeTarget: Uint32Array;
  readonly strings: StringTable;
  /** Bytes outside of the heap that V8 counts and that belong to no node; 0 in versions that do not say. */
  readonly extraNativeBytes: number;
}

/** The first node of every snapshot: everything alive hangs from it. */
export const ROOT_ORDINAL = 0;

/** Sum of all self sizes: what the format itself says the heap holds. */
export function totalSelfBytes({ selfBytes }: HeapSnapshot): number {
  let bytes = 0;
  for (const size of selfBytes) bytes += size;
  return bytes;
}

/** Index of a type in a snapshot's own table, or -1 where its version of V8 has none of that name. */
export const typeIndex = (types: readonly string[], name: string): number => types.indexOf(name);
