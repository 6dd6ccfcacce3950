import { leafOf } from "./leaf.ts";
import type { RecordNode, ShapeNode } from "./shape.ts";

/** Whether a value is as described, where `depth` counts how deep it lies. */
type Predicate = (value: unknown, depth: number) => boolean;

/** Deeper than any document; ends before a hostile one exhausts the stack. */
export const DEPTH_MAX = 64;

const compiled = new WeakMap<ShapeNode, Predicate>();

/**
 * Whether a value is as described, without saying what is wrong: a history has a hundred thousand good
 * documents, and naming the path of every number in them took half of the time that reading them took.
 */
export const fitsShape = (value: unknown, node: ShapeNode): boolean => predicateOf(node)(value, 0);

function predicateOf(node: ShapeNode): Predicate {
  const known = compiled.get(node);
  if (known !== undefined) return known;
  const predicate = compile(node);
  compiled.set(node, predicate);
  return predicate;
}

function compile(node: ShapeNode): Predicate {
  switch (node.kind) {
    case "later":
      // Resolved when it is met, since a description may lead back to itself.
      return (value, depth) => depth <= DEPTH_MAX && predicateOf(node.resolve())(value, depth);
    case "nullable": {
      const inner = predicateOf(node.inner);
      return (value, depth) => value === null || inner(value, depth);
    }
    case "optional": {
      const inner = predicateOf(node.inner);
      return (value, depth) => value === undefined || inner(value, depth);
    }
    case "list": {
      const item = predicateOf(node.item);
      return (value, depth) => Array.isArray(value) && everyItem(value, item, depth + 1);
    }
    case "table": {
      const item = predicateOf(node.item);
      return (value, depth) =>
        isRecord(value) && Object.values(value).every((field) => item(field, depth + 1));
    }
    case "record":
      return recordPredicate(node.fields);
    case "variants": {
      const { tag } = node;
      const variants = new Map(
        Object.entries(node.variants).map(([kind, fields]) => [kind, recordPredicate(fields)]),
      );
      return (value, depth) => {
        if (!isRecord(value)) return false;
        const kind = value[tag];
        const variant = typeof kind === "string" ? variants.get(kind) : undefined;
        return variant !== undefined && variant(value, depth);
      };
    }
    default:
      return leafOf(node).isMet;
  }
}

/** Unlike `every`, holes included: one is no number. */
function everyItem(items: readonly unknown[], item: Predicate, depth: number): boolean {
  for (let index = 0; index < items.length; index += 1) {
    if (!item(items[index], depth)) return false;
  }
  return true;
}

function recordPredicate(fields: RecordNode["fields"]): Predicate {
  const names = Object.keys(fields);
  const predicates = Object.values(fields).map(predicateOf);
  return (value, depth) => {
    if (depth > DEPTH_MAX || !isRecord(value)) return false;
    for (let index = 0; index < names.length; index += 1) {
      const name = names[index]!;
      const field = Object.hasOwn(value, name) ? value[name] : undefined;
      if (!predicates[index]!(field, depth + 1)) return false;
    }
    return true;
  };
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
