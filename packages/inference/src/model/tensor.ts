/** Numbers as nested arrays, outermost axis first: `[[0.9, 0.1], [0.1, 0.9]]`. */
export type NestedNumbers = readonly number[] | readonly NestedNumbers[];

/** Numbers as one flat row-major array (last axis fastest) with their shape. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
}

/** What a person may write for an array of a model: nested arrays, or flat data with a shape. */
export type TensorInput = Tensor | NestedNumbers;

/** A tensor that has been read and whose data length is known to match its shape. */
export interface ReadTensor {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

/** Why an input is not a tensor, in the words of an issue. */
export interface TensorFault {
  readonly expected: string;
  readonly given: string;
}

/**
 * Reads nested or flat numbers into one flat row-major array.
 *
 * Ragged nesting and a data length that contradicts the shape come back as a fault rather than an
 * exception, so that a validation can collect all of them.
 */
export function readTensor(input: unknown): ReadTensor | TensorFault {
  if (Array.isArray(input) || ArrayBuffer.isView(input)) return readNested(input);
  if (isTensorLike(input)) return readFlat(input);
  return {
    expected: "nested arrays of numbers or { shape, data }",
    given: input === null ? "null" : typeof input,
  };
}

export const isTensorFault = (value: ReadTensor | TensorFault): value is TensorFault =>
  "expected" in value;

/** Shape as people write it: `[5, 25]`. */
export const formatShape = (shape: readonly number[]): string => `[${shape.join(", ")}]`;

/** Number of entries of a shape; 1 for the empty shape. */
export const countEntries = (shape: readonly number[]): number =>
  shape.reduce((product, size) => product * size, 1);

function isTensorLike(input: unknown): input is { shape: unknown; data: unknown } {
  return typeof input === "object" && input !== null && "shape" in input && "data" in input;
}

const isNumberList = (value: unknown): value is ArrayLike<number> =>
  (Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView))) &&
  Array.prototype.every.call(value, (entry) => typeof entry === "number");

function readFlat(input: { shape: unknown; data: unknown }): ReadTensor | TensorFault {
  const { shape, data } = input;
  if (!isNumberList(shape) || !isNumberList(data))
    return { expected: "{ shape, data } with two lists of numbers", given: "something else" };
  const sizes = Array.from(shape);
  if (!sizes.every((size) => Number.isInteger(size) && size > 0))
    return { expected: "a shape of positive integers", given: formatShape(sizes) };
  if (data.length !== countEntries(sizes))
    return {
      expected: `${countEntries(sizes)} entries for shape ${formatShape(sizes)}`,
      given: `${data.length} entries`,
    };
  return { shape: sizes, data: Float64Array.from(data) };
}

function readNested(input: unknown): ReadTensor | TensorFault {
  const shape: number[] = [];
  for (let level = input; isList(level); level = level[0]) {
    shape.push(level.length);
    if (level.length === 0) return { expected: "no empty axis", given: formatShape(shape) };
  }
  const data = new Float64Array(countEntries(shape));
  let filled = 0;
  const fill = (level: unknown, depth: number): boolean => {
    if (depth === shape.length) {
      if (typeof level !== "number") return false;
      data[filled++] = level;
      return true;
    }
    return (
      isList(level) &&
      level.length === shape[depth] &&
      Array.prototype.every.call(level, (child) => fill(child, depth + 1))
    );
  };
  if (!fill(input, 0))
    return { expected: `every row of the same length ${formatShape(shape)}`, given: "ragged rows" };
  return { shape, data };
}

const isList = (value: unknown): value is ArrayLike<unknown> =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
