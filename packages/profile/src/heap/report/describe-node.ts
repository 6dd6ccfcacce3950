import { typeIndex } from "../heap-snapshot.ts";
import type { HeapSnapshot } from "../heap-snapshot.ts";

const TEXT_LENGTH_MAX = 40;
/** Names of properties in the label of a plain object, up to this many characters. */
const SHAPE_LENGTH_MAX = 40;

/**
 * What an object is called where one is shown: its constructor, the shape of a plain object, the beginning of
 * a string.
 */
export function describeNode(snapshot: HeapSnapshot, node: number): string {
  const { nodeType, nodeTypes, nodeName, strings } = snapshot;
  const name = strings.get(nodeName[node]!);
  const type = nodeTypes[nodeType[node]!]!;
  switch (type) {
    case "object":
      return name === "Object" ? shapeOf(snapshot, node) : name;
    case "closure":
      return `${name === "" ? "(anonymous)" : name}()`;
    case "string":
    case "concatenated string":
    case "sliced string":
      return JSON.stringify(shortened(name, TEXT_LENGTH_MAX));
    case "code":
      return name === "" ? "(compiled code)" : `(code) ${shortened(name, TEXT_LENGTH_MAX)}`;
    case "array":
      return name === "" ? "(array)" : `(array) ${name}`;
    case "native":
    case "synthetic":
    case "hidden":
      return name === "" ? `(${type})` : name;
    default:
      return `(${type})`;
  }
}

/** `{id, name, tags}`; as many names as fit. */
function shapeOf(snapshot: HeapSnapshot, node: number): string {
  const { firstEdge, edgeType, edgeTypes, edgeNameOrIndex, strings } = snapshot;
  const property = typeIndex(edgeTypes, "property");
  let names = "";
  for (let edge = firstEdge[node]!; edge < firstEdge[node + 1]!; edge += 1) {
    if (edgeType[edge] !== property) continue;
    const name = strings.get(edgeNameOrIndex[edge]!);
    if (name === "__proto__") continue;
    if (names.length + name.length > SHAPE_LENGTH_MAX) return `Object {${names}, …}`;
    names += names === "" ? name : `, ${name}`;
  }
  return names === "" ? "Object" : `Object {${names}}`;
}

const shortened = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length)}…` : text;

const IDENTIFIER = /^[\p{ID_Start}$_#][\p{ID_Continue}$]*$/u;

/** How an edge is written where a path is shown. V8's own slots are in brackets. */
export function describeReference(edgeType: string, edgeName: string): string {
  switch (edgeType) {
    case "property":
      return IDENTIFIER.test(edgeName) ? `.${edgeName}` : `[${JSON.stringify(edgeName)}]`;
    case "element":
      return `[${edgeName}]`;
    case "context":
      return edgeName;
    default:
      return `(${edgeName})`;
  }
}
