import type { ShapeNode } from "./shape.ts";

/**
 * Writes a value that is as described as JSON: fields in the order of the description, whatever the order
 * they were set in, and lists of numbers or words on one line, so that a thousand rounds are one changed
 * line in a diff and not a thousand.
 */
export const writeShape = (value: unknown, node: ShapeNode): string => write(value, node, "");

const STEP = "  ";

function write(value: unknown, node: ShapeNode, indent: string): string {
  if (node.kind === "later") return write(value, node.resolve(), indent);
  if (node.kind === "optional") return write(value, node.inner, indent);
  if (node.kind === "nullable" && value !== null) return write(value, node.inner, indent);

  if (Array.isArray(value)) {
    const item: ShapeNode = node.kind === "list" ? node.item : { kind: "plain" };
    const isFlat = value.every((element) => typeof element !== "object" || element === null);
    if (isFlat) return `[${value.map((element) => JSON.stringify(element)).join(", ")}]`;
    return enclose(
      "[",
      value.map((element) => write(element, item, indent + STEP)),
      "]",
      indent,
    );
  }
  if (typeof value === "object" && value !== null) {
    const lines = orderedFields(value, node).map(
      ([key, field, fieldNode]) =>
        `${JSON.stringify(key)}: ${write(field, fieldNode, indent + STEP)}`,
    );
    return lines.length === 0 ? "{}" : enclose("{", lines, "}", indent);
  }
  return JSON.stringify(value);
}

const enclose = (open: string, lines: readonly string[], close: string, indent: string): string =>
  `${open}\n${lines.map((line) => indent + STEP + line).join(",\n")}\n${indent}${close}`;

/** The described fields in their order, then any others in theirs; what is undefined is left out. */
function orderedFields(
  value: object,
  node: ShapeNode,
): readonly (readonly [string, unknown, ShapeNode])[] {
  const given = new Map<string, unknown>(Object.entries(value));
  const described = describedFields(given, node);
  const known = described.map(([key, field]) => [key, given.get(key), field] as const);
  const names = new Set(described.map(([key]) => key));
  const other = node.kind === "table" ? node.item : ({ kind: "plain" } as const);
  const rest = [...given].flatMap(([key, field]) =>
    names.has(key) ? [] : [[key, field, other] as const],
  );
  return [...known, ...rest].filter(([, field]) => field !== undefined);
}

function describedFields(
  given: ReadonlyMap<string, unknown>,
  node: ShapeNode,
): readonly (readonly [string, ShapeNode])[] {
  if (node.kind === "record") return Object.entries(node.fields);
  if (node.kind !== "variants") return [];
  const fields = node.variants[String(given.get(node.tag))] ?? {};
  return [[node.tag, { kind: "text" }], ...Object.entries(fields)];
}
