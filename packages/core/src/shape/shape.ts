/**
 * A description of plain JSON data of one type, from which documents are checked, written in one order
 * and described to others by a JSON Schema.
 *
 * The type parameter is held both ways: a description that forgets a field, a member of a union or a null
 * of the type does not compile, nor does one that adds any.
 */
export interface Shape<Value> {
  readonly node: ShapeNode;
  /** Never there: it only ties the description to the type. */
  readonly describes?: (value: Value) => Value;
}

export type ShapeNode =
  | LeafNode
  | { readonly kind: "nullable"; readonly inner: ShapeNode }
  | { readonly kind: "optional"; readonly inner: ShapeNode }
  | { readonly kind: "list"; readonly item: ShapeNode }
  | { readonly kind: "table"; readonly item: ShapeNode }
  | RecordNode
  | VariantsNode
  | { readonly kind: "later"; readonly name: string; readonly resolve: () => ShapeNode };

/** What is judged as a whole. "plain" is anything that JSON can hold. */
export type LeafNode =
  | { readonly kind: "text" | "timestamp" | "number" | "count" | "boolean" | "plain" }
  | { readonly kind: "one-of"; readonly values: readonly string[] }
  | { readonly kind: "constant"; readonly value: string | number }
  | { readonly kind: "any-of"; readonly nodes: readonly LeafNode[] };

/** An object with known fields. `name` is that of its interface. */
export interface RecordNode {
  readonly kind: "record";
  readonly name: string;
  readonly fields: Readonly<Record<string, ShapeNode>>;
}

/** One of several objects, told apart by the text in the field `tag`. */
export interface VariantsNode {
  readonly kind: "variants";
  readonly name: string;
  readonly tag: string;
  readonly variants: Readonly<Record<string, Readonly<Record<string, ShapeNode>>>>;
}

type Fields<Value> = {
  readonly [Key in keyof Value]-?: Shape<Exclude<Value[Key], undefined>>;
};

export const text = <Text extends string = string>(): Shape<Text> => ({ node: { kind: "text" } });

/** ISO 8601 date and time with its offset. */
export const timestamp: Shape<string> = { node: { kind: "timestamp" } };

/** Any finite number. */
export const number: Shape<number> = { node: { kind: "number" } };

/** A whole number of at least 0. */
export const count: Shape<number> = { node: { kind: "count" } };

export const boolean: Shape<boolean> = { node: { kind: "boolean" } };

/** All that the keys name, and nothing else; the keys make a forgotten member an error. */
export const oneOf = <Text extends string>(values: Readonly<Record<Text, true>>): Shape<Text> => ({
  node: { kind: "one-of", values: Object.keys(values) },
});

export const constant = <Value extends string | number>(value: Value): Shape<Value> => ({
  node: { kind: "constant", value },
});

export const nullable = <Value>({ node }: Shape<Value>): Shape<Value | null> => ({
  node: { kind: "nullable", inner: node },
});

/** A field that may be missing. */
export const optional = <Value>({ node }: Shape<Value>): Shape<Value> => ({
  node: { kind: "optional", inner: node },
});

export const list = <Value>({ node }: Shape<Value>): Shape<readonly Value[]> => ({
  node: { kind: "list", item: node },
});

/** An object whose keys are the writer's. */
export const table = <Value>({ node }: Shape<Value>): Shape<Readonly<Record<string, Value>>> => ({
  node: { kind: "table", item: node },
});

export const record = <Value>(name: string, fields: Fields<Value>): Shape<Value> => ({
  node: { kind: "record", name, fields: nodesOf(fields) },
});

/** A type that refers to itself, or is referred to before it is described. */
export const later = <Value>(name: string, resolve: () => Shape<Value>): Shape<Value> => ({
  node: { kind: "later", name, resolve: () => resolve().node },
});

export function variants<Tag extends string, Value extends Readonly<Record<Tag, string>>>(
  name: string,
  tag: Tag,
  of: {
    readonly [Kind in Value[Tag]]: Omit<Fields<Extract<Value, Readonly<Record<Tag, Kind>>>>, Tag>;
  },
): Shape<Value> {
  const described = Object.entries<object>({ ...of });
  return {
    node: {
      kind: "variants",
      name,
      tag,
      variants: Object.fromEntries(described.map(([kind, fields]) => [kind, nodesOf(fields)])),
    },
  };
}

const nodesOf = (fields: object): Readonly<Record<string, ShapeNode>> =>
  Object.fromEntries(
    Object.entries<Shape<never>>({ ...fields }).map(([key, { node }]) => [key, node]),
  );
