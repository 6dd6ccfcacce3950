import { MalformedError } from "./section-reader.ts";

/** Where the fields that are read stand in a row of nodes and in a row of edges. */
export interface SnapshotLayout {
  readonly nodeFieldCount: number;
  readonly nodeTypeAt: number;
  readonly nodeNameAt: number;
  readonly nodeIdAt: number;
  readonly selfSizeAt: number;
  readonly edgeCountAt: number;
  readonly edgeFieldCount: number;
  readonly edgeTypeAt: number;
  readonly edgeNameAt: number;
  readonly edgeTargetAt: number;
}

/** The section "snapshot" of a heap snapshot: what the others hold, and in which order. */
export interface SnapshotHeader {
  readonly layout: SnapshotLayout;
  readonly nodeTypes: readonly string[];
  readonly edgeTypes: readonly string[];
  readonly nodeCount: number;
  readonly edgeCount: number;
  readonly extraNativeBytes: number;
}

/** Types are kept in a byte each. */
const TYPE_COUNT_MAX = 256;

/**
 * Reads the header. Fields and types are found by name, never by place: versions of V8 put `trace_node_id`
 * before `detachedness`, or have only one of them, or list other types.
 *
 * @throws {MalformedError} naming what is missing.
 */
export function parseSnapshotHeader(value: unknown): SnapshotHeader {
  const header = record(value, "it");
  const meta = record(header["meta"], '"meta"');
  const nodeFields = texts(meta["node_fields"], "meta.node_fields");
  const edgeFields = texts(meta["edge_fields"], "meta.edge_fields");
  return {
    layout: {
      nodeFieldCount: nodeFields.length,
      nodeTypeAt: place(nodeFields, "node_fields", "type"),
      nodeNameAt: place(nodeFields, "node_fields", "name"),
      nodeIdAt: place(nodeFields, "node_fields", "id"),
      selfSizeAt: place(nodeFields, "node_fields", "self_size"),
      edgeCountAt: place(nodeFields, "node_fields", "edge_count"),
      edgeFieldCount: edgeFields.length,
      edgeTypeAt: place(edgeFields, "edge_fields", "type"),
      edgeNameAt: place(edgeFields, "edge_fields", "name_or_index"),
      edgeTargetAt: place(edgeFields, "edge_fields", "to_node"),
    },
    nodeTypes: typesOf(meta, "node", nodeFields),
    edgeTypes: typesOf(meta, "edge", edgeFields),
    nodeCount: wholeNumber(header["node_count"], "node_count"),
    edgeCount: wholeNumber(header["edge_count"], "edge_count"),
    extraNativeBytes:
      header["extra_native_bytes"] === undefined
        ? 0
        : wholeNumber(header["extra_native_bytes"], "extra_native_bytes"),
  };
}

/** The list of type names stands where the field "type" does. */
function typesOf(
  meta: Readonly<Record<string, unknown>>,
  kind: "node" | "edge",
  fields: readonly string[],
): readonly string[] {
  const lists: unknown = meta[`${kind}_types`];
  const list: unknown = Array.isArray(lists) ? lists[fields.indexOf("type")] : undefined;
  const types = texts(list, `meta.${kind}_types`);
  if (types.length > TYPE_COUNT_MAX)
    throw new MalformedError(`meta.${kind}_types has ${types.length} names`);
  return types;
}

function place(fields: readonly string[], list: string, field: string): number {
  const at = fields.indexOf(field);
  if (at === -1) throw new MalformedError(`meta.${list} has no "${field}"`);
  return at;
}

function record(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new MalformedError(`${what} is no object`);
  return Object.fromEntries(Object.entries(value));
}

function texts(value: unknown, what: string): readonly string[] {
  const isList = Array.isArray(value) && value.every((item) => typeof item === "string");
  if (!isList) throw new MalformedError(`${what} is no list of names`);
  return value.map(String);
}

function wholeNumber(value: unknown, what: string): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0)
    throw new MalformedError(`${what} is no whole number`);
  return value;
}
