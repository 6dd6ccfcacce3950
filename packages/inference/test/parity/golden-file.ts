import { readFile } from "node:fs/promises";

/** An array of a golden file: row-major, last axis fastest. */
export interface GoldenArray {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

/** A parsed golden file, its cases still unread; see `test/golden/README.md` for the schema. */
export interface GoldenFile {
  readonly suite: string;
  readonly cases: readonly GoldenRecord[];
  /** Function-level vectors of the `maths` suites. */
  readonly functions: Readonly<Record<string, readonly GoldenRecord[]>>;
}

/** A JSON object of a golden file, read field by field with the functions below. */
export type GoldenRecord = Readonly<Record<string, unknown>>;

export async function readGoldenFile(path: string): Promise<GoldenFile> {
  const parsed: unknown = JSON.parse(await readFile(path, "utf8"));
  const file = asRecord(parsed, path);
  if (file["schema"] !== "aif-golden/1")
    throw new TypeError(`${path}: schema must be "aif-golden/1", got ${String(file["schema"])}`);
  const functions = file["functions"] === undefined ? {} : asRecord(file["functions"], "functions");
  return {
    suite: String(file["suite"]),
    cases: asList(file["cases"] ?? [], "cases").map((entry) => asRecord(entry, "case")),
    functions: Object.fromEntries(
      Object.entries(functions).map(([name, vectors]) => [
        name,
        asList(vectors, name).map((entry) => asRecord(entry, name)),
      ]),
    ),
  };
}

export function asRecord(value: unknown, name: string): GoldenRecord {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new TypeError(`${name} must be an object`);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an object's fields are unknown anyway
  return value as GoldenRecord;
}

export function asList(value: unknown, name: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new TypeError(`${name} must be a list`);
  return value;
}

export function asNumber(value: unknown, name: string): number {
  if (typeof value !== "number") throw new TypeError(`${name} must be a number`);
  return value;
}

export function asArray(value: unknown, name: string): GoldenArray {
  const { shape, data } = asRecord(value, name);
  return { shape: asNumbers(shape, name), data: asNumbers(data, name) };
}

export const asNumbers = (value: unknown, name: string): readonly number[] =>
  asList(value, name).map((entry) => asNumber(entry, name));

export const asArrays = (value: unknown, name: string): readonly GoldenArray[] =>
  asList(value, name).map((entry) => asArray(entry, name));

/** Nested lists of integers, such as policies `[policy][step][control]`. */
export const asMatrix = (value: unknown, name: string): readonly (readonly number[])[] =>
  asList(value, name).map((row) => asNumbers(row, name));

/** All numbers of a list of arrays, one after the other. */
export const flatten = (arrays: readonly GoldenArray[]): readonly number[] =>
  arrays.flatMap(({ data }) => data);
