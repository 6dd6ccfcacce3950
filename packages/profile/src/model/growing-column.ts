type Column = Int32Array | Uint32Array | Float64Array | Uint8Array;

/** A typed array that grows: a column of a table whose length is not known while a file is read. */
export interface GrowingColumn<A extends Column> {
  readonly length: number;
  push(value: number): void;
  get(index: number): number;
  set(index: number, value: number): void;
  add(index: number, value: number): void;
  /** A copy of what is filled, of exactly that length. */
  toArray(): A;
}

/** @param make - makes an empty column of so many elements, such as `(n) => new Int32Array(n)`. */
export function createColumn<A extends Column>(make: (count: number) => A): GrowingColumn<A> {
  let values = make(64);
  let length = 0;
  return {
    get length() {
      return length;
    },
    push(value) {
      if (length === values.length) {
        const wider = make(length * 2);
        wider.set(values);
        values = wider;
      }
      values[length++] = value;
    },
    get: (index) => values[index]!,
    set(index, value) {
      values[index] = value;
    },
    add(index, value) {
      values[index]! += value;
    },
    toArray() {
      const exact = make(length);
      exact.set(values.subarray(0, length));
      return exact;
    },
  };
}

export const int32Column = (): GrowingColumn<Int32Array> =>
  createColumn((count) => new Int32Array(count));

export const uint32Column = (): GrowingColumn<Uint32Array> =>
  createColumn((count) => new Uint32Array(count));

export const float64Column = (): GrowingColumn<Float64Array> =>
  createColumn((count) => new Float64Array(count));

export const uint8Column = (): GrowingColumn<Uint8Array> =>
  createColumn((count) => new Uint8Array(count));
