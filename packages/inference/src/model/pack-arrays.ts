/** Anything the packer walks through: plain data with typed arrays at its leaves. */
type Packable = Float64Array | Int32Array | Uint8Array;

const ALIGNMENT_BYTES = 8;

/**
 * Copies every typed array found in plain data, unless it is shared already, into one new
 * `SharedArrayBuffer`.
 *
 * @returns the same structure with each array replaced by a view of the buffer, all frozen, and the buffer.
 */
export function packArrays<T extends object>(
  source: T,
): { readonly packed: T; readonly buffer: SharedArrayBuffer } {
  let byteCount = 0;
  const count = (value: unknown): void => {
    if (isPackable(value)) byteCount = align(byteCount) + value.byteLength;
    else if (isContainer(value)) for (const child of Object.values(value)) count(child);
  };
  count(source);

  const buffer = new SharedArrayBuffer(Math.max(align(byteCount), ALIGNMENT_BYTES));
  let offset = 0;
  const place = <V>(value: V): V => {
    if (isPackable(value)) {
      offset = align(offset);
      const view = placeArray(value, buffer, offset);
      offset += value.byteLength;
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a view of the same kind as `value`
      return view as V;
    }
    if (Array.isArray(value))
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same array, element for element
      return Object.freeze(value.map((child: unknown) => place(child))) as V;
    if (!isContainer(value)) return value;
    const entries = Object.entries(value).map(([key, child]) => [key, place(child)]);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same object, field for field
    return Object.freeze(Object.fromEntries(entries)) as V;
  };
  return { packed: place(source), buffer };
}

const align = (byteCount: number): number =>
  Math.ceil(byteCount / ALIGNMENT_BYTES) * ALIGNMENT_BYTES;

/** Arrays that already are in shared memory stay where they are, so that nothing is held twice. */
const isPackable = (value: unknown): value is Packable =>
  (value instanceof Float64Array || value instanceof Int32Array || value instanceof Uint8Array) &&
  !(value.buffer instanceof SharedArrayBuffer);

const isContainer = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !ArrayBuffer.isView(value);

function placeArray(array: Packable, buffer: SharedArrayBuffer, offset: number): Packable {
  const place = (): Packable => {
    if (array instanceof Float64Array) return new Float64Array(buffer, offset, array.length);
    if (array instanceof Int32Array) return new Int32Array(buffer, offset, array.length);
    return new Uint8Array(buffer, offset, array.length);
  };
  const view = place();
  view.set(array);
  return view;
}
