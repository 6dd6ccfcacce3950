import { describe, expect, test } from "vitest";

import { count, list, nullable, number, oneOf, optional, record, text, variants } from "./shape.ts";

interface Sample {
  readonly kind: "a" | "b";
  readonly value: number | null;
  readonly note?: string;
  readonly items: readonly number[];
}

type Event =
  | { readonly code: "start"; readonly index: number }
  | { readonly code: "stop"; readonly reason: string };

const fields = {
  kind: oneOf({ a: true, b: true }),
  value: nullable(number),
  note: optional(text()),
  items: list(number),
};

/** Each line below a directive must fail to compile: the type check of the repository runs them. */
export const misdescriptions = (): readonly unknown[] => [
  record<Sample>("Sample", fields),
  // @ts-expect-error -- a member of the union is forgotten
  record<Sample>("Sample", { ...fields, kind: oneOf({ a: true }) }),
  // @ts-expect-error -- a member is added
  record<Sample>("Sample", { ...fields, kind: oneOf({ a: true, b: true, c: true }) }),
  // @ts-expect-error -- null is forgotten
  record<Sample>("Sample", { ...fields, value: number }),
  // @ts-expect-error -- the items are of another type
  record<Sample>("Sample", { ...fields, items: list(text()) }),
  // @ts-expect-error -- a field is forgotten
  record<Sample>("Sample", { kind: fields.kind, value: fields.value, items: fields.items }),
  variants<"code", Event>("Event", "code", { start: { index: count }, stop: { reason: text() } }),
  // @ts-expect-error -- a variant is forgotten
  variants<"code", Event>("Event", "code", { start: { index: count } }),
  // @ts-expect-error -- a variant's field is forgotten
  variants<"code", Event>("Event", "code", { start: {}, stop: { reason: text() } }),
];

describe("record", () => {
  test("describes the fields in the order given", () => {
    const { node } = record<Sample>("Sample", fields);
    expect(node.kind === "record" && Object.keys(node.fields)).toEqual([
      "kind",
      "value",
      "note",
      "items",
    ]);
  });
});
