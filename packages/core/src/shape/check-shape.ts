import { DEPTH_MAX, fitsShape, isRecord } from "./fits-shape.ts";
import { leafOf } from "./leaf.ts";
import type { RecordNode, ShapeNode, VariantsNode } from "./shape.ts";

/** One place where a value is not as described. */
export interface ShapeIssue {
  /** Dotted, with indices: `benchmarks[0].forks[2].roundNs[5]`; empty for the value itself. */
  readonly path: string;
  readonly expected: string;
  /** What is there, shortened, as a person would write it; "nothing" when the field is missing. */
  readonly received: string;
}

/** Enough to see what is wrong. A file of another kind would give thousands. */
const ISSUE_COUNT_MAX = 20;

const RECEIVED_LENGTH_MAX = 60;

/**
 * Compares a value with its description, and collects what is wrong, the first 20.
 *
 * Fields that the description does not have are let pass, so that a document of a later version with one
 * field more can still be read.
 */
export function checkShape(value: unknown, node: ShapeNode): readonly ShapeIssue[] {
  if (fitsShape(value, node)) return [];
  const issues: ShapeIssue[] = [];
  check(value, node, { path: "", depth: 0, issues });
  return issues;
}

/** Where in the value the check is, and what it has found so far. */
interface Place {
  readonly path: string;
  readonly depth: number;
  readonly issues: ShapeIssue[];
}

const childOf = ({ path, depth, issues }: Place, key: string): Place => ({
  path: path === "" ? key : `${path}.${key}`,
  depth: depth + 1,
  issues,
});

function check(value: unknown, node: ShapeNode, place: Place): void {
  if (place.issues.length === ISSUE_COUNT_MAX) return;
  if (place.depth > DEPTH_MAX) return refuse(place, `nested at most ${DEPTH_MAX} deep`, value);
  switch (node.kind) {
    case "later":
      return check(value, node.resolve(), place);
    case "nullable":
      return value === null ? undefined : check(value, node.inner, place);
    case "optional":
      return value === undefined ? undefined : check(value, node.inner, place);
    case "list":
      return checkList(value, node.item, place);
    case "table":
      return checkTable(value, node.item, place);
    case "record":
      return checkRecord(value, node, place);
    case "variants":
      return checkVariants(value, node, place);
    default: {
      const { isMet, expectation } = leafOf(node);
      if (!isMet(value)) refuse(place, expectation, value);
    }
  }
}

function checkList(value: unknown, item: ShapeNode, place: Place): void {
  if (!Array.isArray(value)) return refuse(place, "a list", value);
  const { path, depth, issues } = place;
  for (const [index, element] of value.entries()) {
    check(element, item, { path: `${path}[${index}]`, depth: depth + 1, issues });
  }
}

function checkTable(value: unknown, item: ShapeNode, place: Place): void {
  if (!isRecord(value)) return refuse(place, "an object", value);
  for (const [key, field] of Object.entries(value)) check(field, item, childOf(place, key));
}

function checkRecord(value: unknown, { fields }: Pick<RecordNode, "fields">, place: Place): void {
  if (!isRecord(value)) return refuse(place, "an object", value);
  for (const [key, field] of Object.entries(fields)) {
    check(Object.hasOwn(value, key) ? value[key] : undefined, field, childOf(place, key));
  }
}

function checkVariants(value: unknown, { tag, variants }: VariantsNode, place: Place): void {
  if (!isRecord(value)) return refuse(place, "an object", value);
  const kind = value[tag];
  if (typeof kind !== "string" || !Object.hasOwn(variants, kind)) {
    return refuse(childOf(place, tag), `one of ${Object.keys(variants).join(", ")}`, kind);
  }
  checkRecord(value, { fields: variants[kind]! }, place);
}

function refuse({ path, issues }: Place, expected: string, value: unknown): void {
  if (issues.length < ISSUE_COUNT_MAX) issues.push({ path, expected, received: shorten(value) });
}

function shorten(value: unknown): string {
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "number" || typeof value === "boolean" || value === null) return `${value}`;
  if (typeof value !== "string") return `of type ${typeof value}`;
  const quoted = JSON.stringify(value);
  return quoted.length <= RECEIVED_LENGTH_MAX ? quoted : `${quoted.slice(0, RECEIVED_LENGTH_MAX)}…`;
}
