import type { IssueList } from "../model/issue-list.ts";
import { readLiteral } from "./read-literal.ts";

const NODE = /^(\w+)\s*:\s*(\w+)\s*(\{[\s\S]*\})?$/;
const EDGE = /^(\w+)\s*->\s*(\w+)\s*:\s*(\w+)\s*(\{[\s\S]*\})?$/;

/**
 * Reads the text form of GMN: a `[nodes]` section of `id: type {properties}` and an `[edges]` section of
 * `from -> to: type`. Properties may run over several lines, which the original drops; a line that is
 * neither is an issue, not something to skip.
 */
export function parseGmnText(
  text: string,
  list: IssueList,
): { nodes: unknown[]; edges: unknown[] } {
  const nodes: unknown[] = [];
  const edges: unknown[] = [];
  let section = "";
  for (const { line, number } of joinLines(text)) {
    if (line.startsWith("[") && line.endsWith("]")) {
      section = line.slice(1, -1).toLowerCase();
      continue;
    }
    const axis = `GMN line ${number}`;
    const node = section === "nodes" ? NODE.exec(line) : null;
    const edge = section === "edges" ? EDGE.exec(line) : null;
    if (node !== null) {
      const [, id, type, braces] = node;
      nodes.push({ id, type, properties: readProperties(axis, braces, list) });
    } else if (edge !== null) {
      const [, source, target, type] = edge;
      edges.push({ source, target, type });
    } else if (section !== "metadata")
      list.add(axis, 'a node "id: type {…}" or an edge "a -> b: type", in its section', line);
  }
  return { nodes, edges };
}

function readProperties(axis: string, braces: string | undefined, list: IssueList): unknown {
  if (braces === undefined) return {};
  const properties = readLiteral(braces);
  if (properties === undefined) list.add(`${axis} properties`, "{key: value, …}", braces);
  return properties ?? {};
}

/** Lines without comments and blanks; those within braces are one. */
function joinLines(text: string): readonly { line: string; number: number }[] {
  const lines: { line: string; number: number }[] = [];
  let depth = 0;
  for (const [index, raw] of text.split("\n").entries()) {
    const line = raw.trim();
    if (line === "" || (depth === 0 && line.startsWith("#"))) continue;
    if (depth === 0) lines.push({ line, number: index + 1 });
    else lines.at(-1)!.line += `\n${line}`;
    depth += line.split("{").length - line.split("}").length;
  }
  return lines;
}
