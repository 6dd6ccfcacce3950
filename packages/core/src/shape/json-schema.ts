import { leafOf } from "./leaf.ts";
import type { ShapeNode } from "./shape.ts";

/** A JSON Schema, draft 2020-12, or a part of one. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/**
 * Describes a shape to others. Each record is a definition named as its interface. Strict where
 * {@link checkShape} is lenient: a field that is not described is refused, since what we write has none.
 */
export function toJsonSchema(node: ShapeNode): JsonSchema {
  const definitions: Record<string, JsonSchema> = {};
  const root = schemaOf(node, definitions);
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    ...root,
    $defs: definitions,
  };
}

function schemaOf(node: ShapeNode, definitions: Record<string, JsonSchema>): JsonSchema {
  const of = (inner: ShapeNode): JsonSchema => schemaOf(inner, definitions);
  const define = (name: string, make: () => JsonSchema): JsonSchema => {
    if (!Object.hasOwn(definitions, name)) {
      // Reserved before it is made, for types that refer to themselves.
      definitions[name] = {};
      definitions[name] = make();
    }
    return { $ref: `#/$defs/${name}` };
  };
  switch (node.kind) {
    case "nullable":
      return { anyOf: [of(node.inner), { type: "null" }] };
    case "optional":
      return of(node.inner);
    case "later":
      return of(node.resolve());
    case "list":
      return { type: "array", items: of(node.item) };
    case "table":
      return { type: "object", additionalProperties: of(node.item) };
    case "record":
      return define(node.name, () => objectSchema(node.fields, of));
    case "variants":
      return define(node.name, () => ({
        oneOf: Object.entries(node.variants).map(([kind, fields]) =>
          objectSchema({ [node.tag]: { kind: "constant", value: kind }, ...fields }, of),
        ),
      }));
    default:
      return leafOf(node).schema;
  }
}

function objectSchema(
  fields: Readonly<Record<string, ShapeNode>>,
  of: (node: ShapeNode) => JsonSchema,
): JsonSchema {
  const entries = Object.entries(fields);
  return {
    type: "object",
    properties: Object.fromEntries(entries.map(([key, field]) => [key, of(field)])),
    required: entries.filter(([, { kind }]) => kind !== "optional").map(([key]) => key),
    additionalProperties: false,
  };
}
