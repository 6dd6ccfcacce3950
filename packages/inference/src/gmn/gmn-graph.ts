import type { IssueList } from "../model/issue-list.ts";
import type { LiteralRecord } from "./read-literal.ts";

/** Kinds of nodes that GMN knows. */
export const GMN_NODE_TYPES = [
  "state",
  "observation",
  "action",
  "belief",
  "preference",
  "transition",
  "likelihood",
  "policy",
  "llm_query",
] as const;

export const GMN_EDGE_TYPES = [
  "depends_on",
  "influences",
  "updates",
  "queries",
  "generates",
] as const;

export type GmnNodeType = (typeof GMN_NODE_TYPES)[number];
export type GmnEdgeType = (typeof GMN_EDGE_TYPES)[number];

export interface GmnNode {
  readonly id: string;
  readonly type: GmnNodeType;
  readonly properties: LiteralRecord;
}

export interface GmnEdge {
  readonly source: string;
  readonly target: string;
  readonly type: GmnEdgeType;
}

/** A specification whose parts are known to be of the right kinds and whose edges lead somewhere. */
export interface GmnGraph {
  readonly nodes: readonly GmnNode[];
  readonly edges: readonly GmnEdge[];
}

/** Checks the parts of a specification, as they come from JSON or from text. */
export function readGmnGraph(spec: unknown, list: IssueList): GmnGraph {
  const { nodes, edges } = isRecord(spec) ? spec : {};
  if (!Array.isArray(nodes)) list.add("GMN nodes", "a list", describe(nodes));
  if (!Array.isArray(edges)) list.add("GMN edges", "a list", describe(edges));
  const known = new Map<string, GmnNode>();
  for (const [index, entry] of asList(nodes).entries()) {
    const node = readNode(entry, index, list);
    if (node === null) continue;
    if (known.has(node.id)) list.add(`GMN node "${node.id}"`, "there once", "another of that id");
    known.set(node.id, node);
  }
  const read = asList(edges).flatMap((entry, index) => readEdge(entry, index, { known, list }));
  for (const type of ["state", "observation", "action"] as const)
    if (![...known.values()].some((node) => node.type === type))
      list.add("GMN nodes", `at least one of type ${type}`, "none");
  return { nodes: [...known.values()], edges: read };
}

function readNode(entry: unknown, index: number, list: IssueList): GmnNode | null {
  const { id, type = "state", properties = {} } = isRecord(entry) ? entry : {};
  const axis = typeof id === "string" ? `GMN node "${id}"` : `GMN node ${index}`;
  const known = GMN_NODE_TYPES.find((name) => name === lower(type));
  if (typeof id !== "string" || id === "") list.add(axis, "an object with an id", describe(entry));
  if (known === undefined)
    list.add(`${axis} type`, `one of ${GMN_NODE_TYPES.join(", ")}`, describe(type));
  if (!isRecord(properties)) list.add(`${axis} properties`, "an object", describe(properties));
  if (typeof id !== "string" || known === undefined || !isRecord(properties)) return null;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each use checks the property it reads
  return { id, type: known, properties: properties as LiteralRecord };
}

function readEdge(
  entry: unknown,
  index: number,
  { known, list }: { known: ReadonlyMap<string, GmnNode>; list: IssueList },
): readonly GmnEdge[] {
  const { source, target, type = "depends_on" } = isRecord(entry) ? entry : {};
  const axis = `GMN edge ${index}`;
  const kind = GMN_EDGE_TYPES.find((name) => name === lower(type));
  if (kind === undefined)
    list.add(`${axis} type`, `one of ${GMN_EDGE_TYPES.join(", ")}`, describe(type));
  for (const [end, id] of Object.entries({ source, target }))
    if (typeof id !== "string" || !known.has(id))
      list.add(`${axis} ${end}`, "the id of a node", describe(id));
  if (typeof source !== "string" || typeof target !== "string" || kind === undefined) return [];
  return known.has(source) && known.has(target) ? [{ source, target, type: kind }] : [];
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const lower = (value: unknown): string => (typeof value === "string" ? value.toLowerCase() : "");

const describe = (value: unknown): string =>
  value === undefined ? "nothing" : (JSON.stringify(value) ?? typeof value);
