import type { JsonSchema } from "./json-schema.ts";
import type { LeafNode } from "./shape.ts";

const TIMESTAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** Deeper than any field of an error; ends before a hostile document exhausts the stack. */
const PLAIN_DEPTH_MAX = 32;

/** What there is to know of a kind of leaf: how to tell it, how to say it, how a schema says it. */
interface Leaf {
  readonly isMet: (value: unknown) => boolean;
  readonly expectation: string;
  readonly schema: JsonSchema;
}

const SIMPLE_LEAVES = {
  text: {
    isMet: (value) => typeof value === "string",
    expectation: "text",
    schema: { type: "string" },
  },
  timestamp: {
    isMet: (value) => typeof value === "string" && TIMESTAMP.test(value),
    expectation: "an ISO 8601 date and time",
    schema: { type: "string", pattern: TIMESTAMP.source },
  },
  number: {
    isMet: Number.isFinite,
    expectation: "a finite number",
    schema: { type: "number" },
  },
  count: {
    isMet: (value) => Number.isSafeInteger(value) && Number(value) >= 0,
    expectation: "a whole number of at least 0",
    schema: { type: "integer", minimum: 0 },
  },
  boolean: {
    isMet: (value) => typeof value === "boolean",
    expectation: "true or false",
    schema: { type: "boolean" },
  },
  plain: {
    isMet: (value) => isPlain(value, 0),
    expectation: "what JSON can hold",
    schema: {},
  },
} as const satisfies Readonly<Record<string, Leaf>>;

export function leafOf(node: LeafNode): Leaf {
  switch (node.kind) {
    case "one-of":
      return {
        isMet: (value) => typeof value === "string" && node.values.includes(value),
        expectation: `one of ${node.values.join(", ")}`,
        schema: { enum: node.values },
      };
    case "constant":
      return {
        isMet: (value) => value === node.value,
        expectation: JSON.stringify(node.value),
        schema: { const: node.value },
      };
    case "any-of": {
      const leaves = node.nodes.map(leafOf);
      return {
        isMet: (value) => leaves.some(({ isMet }) => isMet(value)),
        expectation: leaves.map(({ expectation }) => expectation).join(" or "),
        schema: { anyOf: leaves.map(({ schema }) => schema) },
      };
    }
    default:
      return SIMPLE_LEAVES[node.kind];
  }
}

function isPlain(value: unknown, depth: number): boolean {
  if (depth > PLAIN_DEPTH_MAX) return false;
  if (typeof value === "object" && value !== null) {
    return Object.values(value).every((item) => isPlain(item, depth + 1));
  }
  return ["string", "boolean"].includes(typeof value) || value === null || Number.isFinite(value);
}
