/**
 * Data of a page as columns of numbers, in few bytes: whole numbers take as many bytes as they need, and neighbours
 * that are near each other are written as differences. Used by both sides, so it knows neither Node nor a browser.
 */

/** How the numbers of a column are written. Whole numbers are within ±2^53. */
export type ColumnKind =
  /** Each as it is, in 7 bits a byte, signs folded in. */
  | "whole"
  /** Each as its difference to the one before. */
  | "step"
  /** As floats of 8 bytes. */
  | "float";

export interface Column {
  readonly kind: ColumnKind;
  readonly values: ArrayLike<number>;
}

interface ColumnHeader {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly count: number;
  readonly byteCount: number;
}

/** What {@link packColumns} wrote. */
export interface PackedColumns {
  readonly header: unknown;
  readonly columns: ReadonlyMap<string, Float64Array>;
}

/** @param header - anything that JSON carries: names, texts, facts. */
export function packColumns(
  header: unknown,
  columns: Readonly<Record<string, Column>>,
): Uint8Array<ArrayBuffer> {
  const written = Object.entries(columns).map(([name, { kind, values }]) => {
    const bytes = kind === "float" ? floatBytes(values) : wholeBytes(values, kind === "step");
    return { name, kind, count: values.length, bytes };
  });
  const headers = written.map(({ name, kind, count, bytes }): ColumnHeader => ({
    name,
    kind,
    count,
    byteCount: bytes.length,
  }));
  const text = new TextEncoder().encode(JSON.stringify({ header, columns: headers }));
  const byteCount = written.reduce((sum, { bytes }) => sum + bytes.length, 4 + text.length);
  const packed = new Uint8Array(byteCount);
  new DataView(packed.buffer).setUint32(0, text.length, true);
  packed.set(text, 4);
  let offset = 4 + text.length;
  for (const { bytes } of written) {
    packed.set(bytes, offset);
    offset += bytes.length;
  }
  return packed;
}

export function unpackColumns(packed: Uint8Array): PackedColumns {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const textLength = view.getUint32(0, true);
  const text = new TextDecoder().decode(packed.subarray(4, 4 + textLength));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by packColumns, into the same file as this
  const { header, columns: headers } = JSON.parse(text) as {
    header: unknown;
    columns: ColumnHeader[];
  };
  const columns = new Map<string, Float64Array>();
  let offset = 4 + textLength;
  for (const { name, kind, count, byteCount } of headers) {
    const bytes = packed.subarray(offset, offset + byteCount);
    columns.set(
      name,
      kind === "float" ? readFloats(bytes) : readWhole(bytes, count, kind === "step"),
    );
    offset += byteCount;
  }
  return { header, columns };
}

function floatBytes(values: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(values.length * 8);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < values.length; index++)
    view.setFloat64(index * 8, values[index]!, true);
  return bytes;
}

function readFloats(bytes: Uint8Array): Float64Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float64Array.from({ length: bytes.length / 8 }, (_, index) =>
    view.getFloat64(index * 8, true),
  );
}

/** Zigzag, then 7 bits a byte, as in Protocol Buffers, but by arithmetic: numbers go beyond 32 bits. */
function wholeBytes(values: ArrayLike<number>, isStep: boolean): Uint8Array {
  let bytes = new Uint8Array(values.length * 2 + 16);
  let length = 0;
  let before = 0;
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    const number = isStep ? value - before : value;
    before = value;
    let rest = number < 0 ? -2 * number - 1 : 2 * number;
    if (length + 10 > bytes.length) {
      const wider = new Uint8Array(bytes.length * 2);
      wider.set(bytes);
      bytes = wider;
    }
    while (rest >= 128) {
      bytes[length++] = 128 + (rest % 128);
      rest = Math.floor(rest / 128);
    }
    bytes[length++] = rest;
  }
  return bytes.subarray(0, length);
}

function readWhole(bytes: Uint8Array, count: number, isStep: boolean): Float64Array {
  const values = new Float64Array(count);
  let offset = 0;
  let before = 0;
  for (let index = 0; index < count; index++) {
    let byte = bytes[offset++]!;
    let folded = byte & 127;
    for (let factor = 128; byte >= 128; factor *= 128) {
      byte = bytes[offset++]!;
      folded += (byte & 127) * factor;
    }
    const number = folded % 2 === 0 ? folded / 2 : -(folded + 1) / 2;
    before = isStep ? before + number : number;
    values[index] = before;
  }
  return values;
}
