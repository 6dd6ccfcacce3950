/** What JSON can hold, and so what crosses every border unchanged. */
export type PlainValue =
  | null
  | boolean
  | number
  | string
  | readonly PlainValue[]
  | { readonly [key: string]: PlainValue };

/** Values taken from one error. Far more than any error of use holds, and it ends a cycle. */
const VALUE_COUNT_MAX = 512;

/**
 * The part of `value` that JSON can hold, or undefined when there is none: a function, a class's own
 * object, NaN, or more than 512 values. Objects lose the fields that it cannot hold.
 */
export function toPlainValue(value: unknown): PlainValue | undefined {
  let count = 0;
  const take = (taken: unknown): PlainValue | undefined => {
    count += 1;
    if (count > VALUE_COUNT_MAX) return undefined;
    if (taken === null || typeof taken === "string" || typeof taken === "boolean") return taken;
    // Plus 0 makes 0 of -0, for which JSON has no word.
    if (typeof taken === "number") return Number.isFinite(taken) ? taken + 0 : undefined;
    // A hole would move the items behind it, hence null, as in JSON.
    if (Array.isArray(taken))
      return taken.slice(0, VALUE_COUNT_MAX).map((item) => take(item) ?? null);
    if (!isPlainObject(taken)) return undefined;
    const fields = Object.entries(taken).flatMap(([key, field]) => {
      const plain = take(field);
      return plain === undefined ? [] : [[key, plain] as const];
    });
    return Object.fromEntries(fields);
  };
  const plain = take(value);
  return count > VALUE_COUNT_MAX ? undefined : plain;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
