import type { FreeFormCodec } from "../../transport/free-form.ts";

/** How a value is written: bits of a record's kind. */
export const FORMAT = {
  freeForm: 0x00,
  number: 0x10,
  numbers: 0x20,
  float64Array: 0x30,
} as const;

export const FORMAT_MASK = 0x30;

const SCRATCH_BYTES = 4096;
const NUMBER_BYTES = 8;

/**
 * Values as payloads. Numbers and lists of numbers, which is what most agents see, do and say, go as
 * they are; everything else in free form.
 */
export class PayloadCodec {
  readonly #freeForm: FreeFormCodec;
  #bytes = new Uint8Array(SCRATCH_BYTES);
  #float64 = new Float64Array(this.#bytes.buffer);
  /** Memory that was last read from, seen in two more ways. */
  #viewedBytes: Uint8Array | null = null;
  #view: DataView = new DataView(new ArrayBuffer(0));
  #buffer: Buffer = Buffer.alloc(0);
  #length = 0;
  /** The payload before: most are as long as that, and a view costs more than a number's encoding. */
  #payload: Uint8Array = this.#bytes.subarray(0, NUMBER_BYTES);
  /** Of the value encoded last. */
  format: number = FORMAT.freeForm;

  constructor(freeForm: FreeFormCodec) {
    this.#freeForm = freeForm;
  }

  /** Starts a payload with room for a header, to be filled by the caller. A multiple of 8 bytes. */
  begin(headerBytes: number): DataView {
    this.#reserve(headerBytes);
    this.#length = headerBytes;
    return new DataView(this.#bytes.buffer, 0, headerBytes);
  }

  /** Adds the value, which may only be last. @returns the whole payload, valid until the next `begin`. */
  end(value: unknown): Uint8Array {
    if (typeof value === "number") this.#addNumber(value);
    else if (value instanceof Float64Array) this.#addNumbers(value, FORMAT.float64Array);
    else if (isNumberList(value)) this.#addNumbers(value, FORMAT.numbers);
    else this.#addFreeForm(value);
    if (this.#payload.byteLength !== this.#length) {
      this.#payload = this.#bytes.subarray(0, this.#length);
    }
    return this.#payload;
  }

  encode(value: unknown): Uint8Array {
    this.#length = 0;
    return this.end(value);
  }

  /** Reads a value back; nothing in it refers to `bytes`. */
  decode(format: number, bytes: Uint8Array, start: number, end: number): unknown {
    const length = end - start;
    if (format === FORMAT.freeForm) return this.#freeForm.decode(bytes, start, length);
    const view = this.view(bytes);
    if (format === FORMAT.number) return asIntegerIfOne(view.getFloat64(start, true));
    const count = length / NUMBER_BYTES;
    if (format === FORMAT.float64Array) {
      const values = new Float64Array(count);
      for (let at = 0; at < count; at++)
        values[at] = view.getFloat64(start + at * NUMBER_BYTES, true);
      return values;
    }
    const numbers: number[] = [];
    for (let at = 0; at < count; at++) {
      numbers.push(asIntegerIfOne(view.getFloat64(start + at * NUMBER_BYTES, true)));
    }
    return numbers;
  }

  /** Kept from call to call: a ring or a chunk is read record by record. */
  view(bytes: Uint8Array): DataView {
    if (this.#viewedBytes !== bytes) {
      this.#viewedBytes = bytes;
      this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      this.#buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
    return this.#view;
  }

  text(bytes: Uint8Array, start: number, end: number): string {
    this.view(bytes);
    return this.#buffer.toString("utf8", start, end);
  }

  #addNumber(value: number): void {
    this.#reserve(this.#length + NUMBER_BYTES);
    this.#float64[this.#length / NUMBER_BYTES] = value;
    this.#length += NUMBER_BYTES;
    this.format = FORMAT.number;
  }

  #addNumbers(values: ArrayLike<number>, format: number): void {
    this.#reserve(this.#length + values.length * NUMBER_BYTES);
    const start = this.#length / NUMBER_BYTES;
    for (let index = 0; index < values.length; index++)
      this.#float64[start + index] = values[index]!;
    this.#length += values.length * NUMBER_BYTES;
    this.format = format;
  }

  #addFreeForm(value: unknown): void {
    const encoded = this.#freeForm.encode(value);
    this.#reserve(this.#length + encoded.byteLength);
    this.#bytes.set(encoded, this.#length);
    this.#length += encoded.byteLength;
    this.format = FORMAT.freeForm;
  }

  #reserve(byteLength: number): void {
    if (byteLength <= this.#bytes.byteLength) return;
    const larger = new Uint8Array(Math.ceil(byteLength / SCRATCH_BYTES) * 2 * SCRATCH_BYTES);
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
    this.#float64 = new Float64Array(larger.buffer);
    this.#payload = larger.subarray(0, NUMBER_BYTES);
  }
}

/**
 * The same number, as V8 stores integers. An agent's code that has seen small integers so far is
 * compiled for them, and runs at half its speed on integers that are stored as floats.
 */
function asIntegerIfOne(value: number): number {
  const integer = value | 0;
  return integer === value && (integer !== 0 || !Object.is(value, -0)) ? integer : value;
}

function isNumberList(value: unknown): value is readonly number[] {
  if (!Array.isArray(value) || value.length === 0) return false;
  for (let index = 0; index < value.length; index++) {
    if (typeof value[index] !== "number") return false;
  }
  return true;
}

/** Levels of nesting that a payload may have. A deeper one is a cycle or a mistake. */
const DEPTH_MAX = 32;

/** Whether the codec carries a value without loss: plain data and typed arrays. The rest goes slower. */
export function isForRecord(value: unknown, depth = 0): boolean {
  if (typeof value !== "object" || value === null) {
    return typeof value !== "function" && typeof value !== "symbol" && typeof value !== "bigint";
  }
  if (depth === DEPTH_MAX) return false;
  if (Array.isArray(value)) return value.every((each) => isForRecord(each, depth + 1));
  if (ArrayBuffer.isView(value)) return !(value instanceof DataView);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return false;
  for (const name in value) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `name` comes from this very object
    if (name === "__proto__" || !isForRecord(value[name as keyof typeof value], depth + 1))
      return false;
  }
  return true;
}
