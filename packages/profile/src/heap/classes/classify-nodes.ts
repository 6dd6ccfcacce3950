import { typeIndex } from "../heap-snapshot.ts";
import type { HeapSnapshot } from "../heap-snapshot.ts";

/** Which class each object of a snapshot is counted under. */
export interface NodeClasses {
  /** In no order. */
  readonly names: readonly string[];
  /** `[nodeCount]`, index into `names`. */
  readonly classOf: Uint32Array;
}

/** Types whose objects are one class, whatever their names say. Others that have no class go by their type. */
const CLASS_OF_TYPE: Readonly<Record<string, string>> = {
  hidden: "(system)",
  code: "(compiled code)",
  closure: "Function",
  regexp: "RegExp",
};

/**
 * Names classes as Chrome DevTools does: objects by their constructor, functions and regular expressions under
 * one name each, and what is no object in brackets: "(string)", "(array)" for the storage behind objects,
 * "(system)", "(compiled code)". Markup keeps its tag only.
 *
 * @see Chrome DevTools, heap_snapshot_worker, HeapSnapshot.ts: calculateObjectNames.
 */
export function classifyNodes(snapshot: HeapSnapshot): NodeClasses {
  const { nodeCount, nodeType, nodeName, nodeTypes, strings } = snapshot;
  const names: string[] = [];
  const indexOfName = new Map<string, number>();
  const indexOf = (name: string): number => {
    const known = indexOfName.get(name);
    if (known !== undefined) return known;
    names.push(name);
    indexOfName.set(name, names.length - 1);
    return names.length - 1;
  };

  const object = typeIndex(nodeTypes, "object");
  const native = typeIndex(nodeTypes, "native");
  const classOfType = nodeTypes.map((type, index) =>
    index === object || index === native ? 0 : indexOf(CLASS_OF_TYPE[type] ?? `(${type})`),
  );
  // By index into the strings, class + 1, so that a name is decoded once.
  const classOfString = new Uint32Array(strings.count);
  const classOf = new Uint32Array(nodeCount);
  for (let node = 0; node < nodeCount; node += 1) {
    const type = nodeType[node]!;
    if (type !== object && type !== native) {
      classOf[node] = classOfType[type]!;
      continue;
    }
    const string = nodeName[node]!;
    if (classOfString[string] === 0)
      classOfString[string] = indexOf(withoutAttributes(strings.get(string))) + 1;
    classOf[node] = classOfString[string]! - 1;
  }
  return { names, classOf };
}

/** `<div id="a">` is `<div>`, and `Detached <div id="a">` is `Detached <div>`. */
const withoutAttributes = (name: string): string =>
  name.replace(/^((?:Detached )?<[^ ]*) .*$/s, "$1>");
