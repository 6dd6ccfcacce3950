/** An object of a snapshot that a test makes up. Edges point to other objects by their place in the list. */
export interface MadeNode {
  readonly type: string;
  readonly name: string;
  readonly id: number;
  readonly selfBytes: number;
  readonly edges: readonly MadeEdge[];
}

export interface MadeEdge {
  readonly type: string;
  /** A number is an index, as of an element. */
  readonly name: string | number;
  readonly to: number;
}

/** The parts of `snapshot.meta` that differ between versions of V8. */
export interface MadeLayout {
  readonly nodeFields: readonly string[];
  readonly nodeTypes: readonly string[];
  readonly edgeFields: readonly string[];
  readonly edgeTypes: readonly string[];
}

/** As Node 24 writes it. */
export const NODE_24_LAYOUT: MadeLayout = {
  nodeFields: ["type", "name", "id", "self_size", "edge_count", "detachedness"],
  nodeTypes: [
    "hidden",
    "array",
    "string",
    "object",
    "code",
    "closure",
    "regexp",
    "number",
    "native",
    "synthetic",
    "concatenated string",
    "sliced string",
    "symbol",
    "bigint",
    "object shape",
  ],
  edgeFields: ["type", "name_or_index", "to_node"],
  edgeTypes: ["context", "element", "property", "internal", "hidden", "shortcut", "weak"],
};

/** No version's: other fields in another order, and types under other numbers. */
export const STRANGE_LAYOUT: MadeLayout = {
  nodeFields: ["edge_count", "self_size", "trace_node_id", "id", "name", "type", "colour"],
  nodeTypes: [...NODE_24_LAYOUT.nodeTypes, "wasm object"].toReversed(),
  edgeFields: ["to_node", "weight", "type", "name_or_index"],
  edgeTypes: [...NODE_24_LAYOUT.edgeTypes, "invisible"].toReversed(),
};

/** Writes objects as a heap snapshot, in the form that a layout describes. */
export function snapshotText(
  nodes: readonly MadeNode[],
  layout: MadeLayout = NODE_24_LAYOUT,
): string {
  const strings = new Map<string, number>();
  const stringIndex = (text: string): number => {
    if (!strings.has(text)) strings.set(text, strings.size);
    return strings.get(text)!;
  };
  const nodeNumbers = nodes.flatMap((node) => {
    const values: Readonly<Record<string, number>> = {
      type: layout.nodeTypes.indexOf(node.type),
      name: stringIndex(node.name),
      id: node.id,
      self_size: node.selfBytes,
      edge_count: node.edges.length,
    };
    return layout.nodeFields.map((field) => values[field] ?? 0);
  });
  const edges = nodes.flatMap((node) => node.edges);
  const edgeNumbers = edges.flatMap(({ type, name, to }) => {
    const values: Readonly<Record<string, number>> = {
      type: layout.edgeTypes.indexOf(type),
      name_or_index: typeof name === "number" ? name : stringIndex(name),
      to_node: to * layout.nodeFields.length,
    };
    return layout.edgeFields.map((field) => values[field] ?? 7);
  });
  return JSON.stringify({
    snapshot: {
      meta: {
        node_fields: layout.nodeFields,
        node_types: fieldTypes(layout.nodeFields, layout.nodeTypes),
        edge_fields: layout.edgeFields,
        edge_types: fieldTypes(layout.edgeFields, layout.edgeTypes),
      },
      node_count: nodes.length,
      edge_count: edges.length,
    },
    nodes: nodeNumbers,
    edges: edgeNumbers,
    trace_tree: [1, 2, [3, "]", { a: '"}\\' }]],
    strings: [...strings.keys()],
  });
}

const fieldTypes = (fields: readonly string[], types: readonly string[]): readonly unknown[] =>
  fields.map((field) => (field === "type" ? types : "number"));
