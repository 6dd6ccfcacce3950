import { ProfileUnreadableError } from "./profile-unreadable-error.ts";

/** What Python's marshal holds of the kinds that a profile needs. A tuple or list is an array. */
export type MarshalValue = null | boolean | number | string | MarshalValue[] | MarshalDict;

/** Keys may be tuples, so a dictionary is its entries. */
export interface MarshalDict {
  readonly entries: (readonly [MarshalValue, MarshalValue])[];
}

/** Set on the type of a value that later ones refer to. */
const FLAG_REF = 0x80;

/** Far above any profile (5), and low enough for the stack. */
const DEPTH_MAX = 200;

/**
 * Parses the part of Python's marshal format that `pstats` files are made of, versions 2 to 5. Code
 * objects are not parsed, and nothing in a file is ever run.
 *
 * @see CPython 3.11, Python/marshal.c: `r_object`.
 */
export function parseMarshal(bytes: Uint8Array): MarshalValue {
  const reader = createReader(bytes);
  const references: MarshalValue[] = [];

  const readItems = (count: number, items: MarshalValue[], depth: number): MarshalValue[] => {
    for (let index = 0; index < count; index++) items.push(readValue(depth));
    return items;
  };

  const readDict = (dict: MarshalDict, depth: number): MarshalDict => {
    for (;;) {
      const key = readOrEnd(depth);
      if (key === undefined) return dict;
      dict.entries.push([key, readValue(depth)]);
    }
  };

  const readValue = (depth: number): MarshalValue => {
    const value = readOrEnd(depth);
    if (value === undefined) throw reader.problem("a value is missing");
    return value;
  };

  /** Undefined at the mark that ends a dictionary. */
  const readOrEnd = (depth: number): MarshalValue | undefined => {
    if (depth > DEPTH_MAX) throw reader.problem(`it is nested more than ${DEPTH_MAX} deep`);
    const code = reader.byte();
    const type = String.fromCharCode(code & ~FLAG_REF);
    if (type === "0") return undefined;
    if (type === "r") {
      const referred = references[reader.int32()];
      if (referred === undefined) throw reader.problem("a reference leads nowhere");
      return referred;
    }
    const scalar = readScalar(type, reader);
    if (scalar !== undefined) {
      if ((code & FLAG_REF) !== 0) references.push(scalar);
      return scalar;
    }
    const container: MarshalValue[] | MarshalDict = type === "{" ? { entries: [] } : [];
    // Known before it is filled: what is inside is numbered after it.
    if ((code & FLAG_REF) !== 0) references.push(container);
    if (!Array.isArray(container)) return readDict(container, depth + 1);
    if (type === ")") return readItems(reader.byte(), container, depth + 1);
    if (type === "(" || type === "[") return readItems(reader.int32(), container, depth + 1);
    throw reader.problem(`type ${JSON.stringify(type)} is not one that a profile has`);
  };

  return readValue(0);
}

function readScalar(type: string, reader: Reader): MarshalValue | undefined {
  switch (type) {
    case "N":
      return null;
    case "T":
    case "F":
      return type === "T";
    case "i":
      return reader.int32();
    case "l":
      return reader.long();
    case "g":
      return reader.float64();
    case "f":
      return Number(reader.text(reader.byte(), "latin1"));
    case "z":
    case "Z":
      return reader.text(reader.byte(), "latin1");
    case "a":
    case "A":
      return reader.text(reader.int32(), "latin1");
    case "u":
    case "t":
    case "s":
      return reader.text(reader.int32(), "utf8");
    default:
      return undefined;
  }
}

interface Reader {
  byte(): number;
  int32(): number;
  /** Digits of 15 bits. */
  long(): number;
  float64(): number;
  text(length: number, encoding: BufferEncoding): string;
  problem(what: string): ProfileUnreadableError;
}

function createReader(bytes: Uint8Array): Reader {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let offset = 0;
  const problem = (what: string): ProfileUnreadableError =>
    new ProfileUnreadableError("pstats", `${what}, at byte ${offset} of ${buffer.length}`);
  const take = (length: number): number => {
    if (length < 0 || offset + length > buffer.length) throw problem("it is cut off");
    offset += length;
    return offset - length;
  };
  return {
    problem,
    byte: () => buffer[take(1)]!,
    int32: () => buffer.readInt32LE(take(4)),
    long() {
      const digitCount = buffer.readInt32LE(take(4));
      let value = 0;
      for (let digit = 0; digit < Math.abs(digitCount); digit++) {
        value += buffer.readUInt16LE(take(2)) * 2 ** (15 * digit);
      }
      return Math.sign(digitCount) * value;
    },
    float64: () => buffer.readDoubleLE(take(8)),
    text: (length, encoding) => {
      const start = take(length);
      return buffer.toString(encoding, start, start + length);
    },
  };
}
