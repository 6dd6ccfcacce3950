/** Classes whose instances structured clone copies whole. */
const COPIED_CLASSES: ReadonlySet<unknown> = new Set([
  null,
  Object.prototype,
  Array.prototype,
  Map.prototype,
  Set.prototype,
  Date.prototype,
]);

/**
 * Why a state cannot be copied to another worker without becoming something else: structured clone
 * refuses functions, and silently makes plain objects of instances of classes.
 *
 * @returns what stands in the way, for people, or null.
 */
export function findStateFault(state: unknown): string | null {
  const seen = new Set<unknown>();
  const open: unknown[] = [state];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value === "function") return "a function";
    if (typeof value === "symbol") return "a symbol";
    if (typeof value !== "object" || value === null || seen.has(value)) continue;
    seen.add(value);
    if (ArrayBuffer.isView(value) || isBuffer(value)) continue;
    const prototype: unknown = Object.getPrototypeOf(value);
    if (!COPIED_CLASSES.has(prototype)) return `an instance of ${value.constructor.name}`;
    if (value instanceof Map) open.push(...value.keys(), ...value.values());
    else if (value instanceof Set) open.push(...value);
    else open.push(...Object.values(value));
  }
  return null;
}

const isBuffer = (value: object): boolean =>
  value instanceof ArrayBuffer || value instanceof SharedArrayBuffer;
