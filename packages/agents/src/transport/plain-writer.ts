import type { Structures } from "./structure-table.ts";

const BUFFER_BYTES = 8 * 1024;

/** Longer text is not for a loop over its characters. */
const TEXT_LENGTH_MAX = 255;

/** A number's longest form: its mark and eight bytes. */
const NUMBER_BYTES_MAX = 9;

const DEPTH_MAX = 16;

/** Record ids follow the integers that MessagePack writes as one byte. */
const RECORD_ID_MIN = 0x40;

interface Structure {
  readonly recordId: number;
  readonly names: readonly string[];
}

/**
 * Writes what most messages are, in the very bytes that msgpackr writes, in a third of the time: objects of known
 * structures, lists, numbers, ASCII text, booleans and null, in memory that is used again and again.
 *
 * It looks at each object once: while it writes the values it compares the names with those of a structure that
 * begins alike. Whatever it does not know it leaves to msgpackr, whole.
 */
export class PlainWriter {
  readonly #bytes = new Uint8Array(BUFFER_BYTES);
  readonly #view = new DataView(this.#bytes.buffer);
  readonly #structures = new Map<string, Structure[]>();
  /** The last message: many are as long as that, and a view costs as much as a dozen of numbers. */
  #written = this.#bytes.subarray(0, 0);
  #end = 0;

  /** @param structures - All of the table, in its order. */
  learn(structures: Structures): void {
    this.#structures.clear();
    for (const [index, names] of structures.entries()) {
      const [first] = names;
      if (first === undefined) continue;
      const alike = this.#structures.get(first) ?? [];
      this.#structures.set(first, alike);
      alike.push({ recordId: RECORD_ID_MIN + index, names });
    }
  }

  /** @returns the bytes, valid until the next call; null when there is something in it that others must write. */
  write(value: unknown): Uint8Array | null {
    this.#end = 0;
    if (!this.#add(value, 0)) return null;
    if (this.#written.byteLength !== this.#end) {
      this.#written = this.#bytes.subarray(0, this.#end);
    }
    return this.#written;
  }

  /** @returns false when it cannot be written here, or does not fit. */
  #add(value: unknown, depth: number): boolean {
    if (this.#end > BUFFER_BYTES - NUMBER_BYTES_MAX) return false;
    if (typeof value === "number") this.#addNumber(value);
    else if (typeof value === "string") return this.#addText(value);
    else if (value === null) this.#bytes[this.#end++] = 0xc0;
    else if (typeof value === "boolean") this.#bytes[this.#end++] = value ? 0xc3 : 0xc2;
    else if (typeof value !== "object" || depth === DEPTH_MAX) return false;
    else if (Array.isArray(value)) return this.#addList(value, depth + 1);
    else return this.#addObject(value, depth + 1);
    return true;
  }

  #addNumber(value: number): void {
    const bytes = this.#bytes;
    if (value >>> 0 === value) {
      if (value < RECORD_ID_MIN) bytes[this.#end++] = value;
      else if (value < 0x100) {
        bytes[this.#end++] = 0xcc;
        bytes[this.#end++] = value;
      } else if (value < 0x10000) this.#addScalar(0xcd, 2, value);
      else this.#addScalar(0xce, 4, value);
    } else if (value >> 0 === value) {
      if (value >= -0x20) bytes[this.#end++] = 0x100 + value;
      else if (value >= -0x80) {
        bytes[this.#end++] = 0xd0;
        bytes[this.#end++] = 0x100 + value;
      } else if (value >= -0x8000) this.#addScalar(0xd1, 2, value);
      else this.#addScalar(0xd2, 4, value);
    } else {
      bytes[this.#end] = 0xcb;
      this.#view.setFloat64(this.#end + 1, value);
      this.#end += NUMBER_BYTES_MAX;
    }
  }

  /** An integer of two or four bytes behind its mark; negative ones wrap as two's complement does. */
  #addScalar(mark: number, byteLength: 2 | 4, value: number): void {
    this.#bytes[this.#end] = mark;
    if (byteLength === 2) this.#view.setUint16(this.#end + 1, value);
    else this.#view.setUint32(this.#end + 1, value);
    this.#end += 1 + byteLength;
  }

  #addText(text: string): boolean {
    const { length } = text;
    if (length > TEXT_LENGTH_MAX || this.#end + 2 + length > BUFFER_BYTES) return false;
    const bytes = this.#bytes;
    let end = this.#end;
    if (length < 0x20) bytes[end++] = 0xa0 | length;
    else {
      bytes[end++] = 0xd9;
      bytes[end++] = length;
    }
    for (let index = 0; index < length; index++) {
      const code = text.charCodeAt(index);
      if (code > 0x7f) return false;
      bytes[end++] = code;
    }
    this.#end = end;
    return true;
  }

  #addList(values: readonly unknown[], depth: number): boolean {
    const { length } = values;
    if (length < 0x10) this.#bytes[this.#end++] = 0x90 | length;
    else if (length < BUFFER_BYTES) this.#addScalar(0xdc, 2, length);
    else return false;
    for (let index = 0; index < length; index++) {
      if (!this.#add(values[index], depth)) return false;
    }
    return true;
  }

  #addObject(value: object, depth: number): boolean {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) return false;
    const start = this.#end;
    let alike: readonly Structure[] | undefined;
    // By the first name, of which hardly any two structures have the same.
    for (const name in value) {
      alike = this.#structures.get(name);
      break;
    }
    if (alike === undefined) return false;
    for (const structure of alike) {
      this.#end = start;
      if (this.#addFields(value, structure, depth)) return true;
    }
    return false;
  }

  #addFields(value: object, { recordId, names }: Structure, depth: number): boolean {
    this.#bytes[this.#end++] = recordId;
    let count = 0;
    for (const name in value) {
      if (names[count++] !== name) return false;
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `name` comes from this very object
      if (!this.#add(value[name as keyof typeof value], depth)) return false;
    }
    return count === names.length;
  }
}
