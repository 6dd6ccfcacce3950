import type { MessageContent } from "./message.ts";

/** Levels of nesting a message may have. A deeper one is a cycle or a mistake. */
const CONTENT_DEPTH_MAX = 32;

/**
 * Says why a value is not {@link MessageContent}, or `null` when it is.
 *
 * Codecs ask before encoding, because JSON would turn NaN into null and drop `undefined` without a
 * word, and after decoding, because bytes from elsewhere can hold anything.
 */
export function findContentFault(value: unknown, depth = 0): string | null {
  switch (typeof value) {
    case "string":
    case "boolean":
      return null;
    case "number":
      return Number.isFinite(value) ? null : `${value} is not a finite number`;
    case "object":
      if (value === null) return null;
      if (depth === CONTENT_DEPTH_MAX) return `nested deeper than ${CONTENT_DEPTH_MAX} levels`;
      return Array.isArray(value) ? findArrayFault(value, depth) : findObjectFault(value, depth);
    default:
      return `a ${typeof value} is not plain data`;
  }
}

export const isMessageContent = (value: unknown): value is MessageContent =>
  findContentFault(value) === null;

function findArrayFault(values: readonly unknown[], depth: number): string | null {
  // Counted, not iterated: holes must be seen, and they read as undefined.
  for (let index = 0; index < values.length; index++) {
    const fault = findContentFault(values[index], depth + 1);
    if (fault !== null) return fault;
  }
  return null;
}

function findObjectFault(value: object, depth: number): string | null {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    return `a ${value.constructor.name} is not plain data`;
  }
  // Names alone: a pair for each property would cost as much as all the rest.
  for (const name of Object.keys(value)) {
    if (name === "__proto__") return `a property is called "__proto__"`;
    const property: unknown = Reflect.get(value, name);
    const fault = findContentFault(property, depth + 1);
    if (fault !== null) return fault;
  }
  return null;
}
