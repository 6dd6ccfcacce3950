import { ForeignFileError, UnfitNumberError } from "./foreign-file-error.ts";

/** As numbers, or as text, which some tools write where JSON has no number. */
const NOT_FINITE = new Set<unknown>(
  [Number.NaN, Infinity, -Infinity].flatMap((value) => [value, String(value)]),
);

const isNotFinite = (value: unknown): value is number | string => NOT_FINITE.has(value);

/**
 * A value of another tool's JSON with the path that led to it, so that what is wrong can be named:
 * `benchmarks[3].stats.median must be a number, got "fast"`.
 */
export class ForeignValue {
  readonly #value: unknown;
  readonly #path: string;
  readonly #format: string;

  constructor(value: unknown, format: string, path = "the file") {
    this.#value = value;
    this.#format = format;
    this.#path = path;
  }

  get raw(): unknown {
    return this.#value;
  }

  get isMissing(): boolean {
    return this.#value === undefined || this.#value === null;
  }

  /** A field; a missing one, as of an object that is missing itself, is a value that `isMissing`. */
  get(name: string): ForeignValue {
    const inner =
      typeof this.#value === "object" && this.#value !== null
        ? Reflect.get(this.#value, name)
        : undefined;
    const path = this.#path === "the file" ? name : `${this.#path}.${name}`;
    return new ForeignValue(inner, this.#format, path);
  }

  items(): readonly ForeignValue[] {
    if (!Array.isArray(this.#value)) throw this.#mismatch("a list");
    const values: readonly unknown[] = this.#value;
    const path = this.#path === "the file" ? "" : this.#path;
    return values.map((item, index) => new ForeignValue(item, this.#format, `${path}[${index}]`));
  }

  /** Names and values of an object; none of what is missing. */
  entries(): readonly (readonly [string, ForeignValue])[] {
    if (this.isMissing) return [];
    if (typeof this.#value !== "object" || this.#value === null) throw this.#mismatch("an object");
    return Object.keys(this.#value).map((name) => [name, this.get(name)] as const);
  }

  /**
   * A number that was measured.
   *
   * @param least - smallest that makes sense.
   * @throws {UnfitNumberError} when it is missing, not finite, or smaller.
   */
  measured(least = -Infinity): number {
    const value = this.#value;
    if (value === undefined) throw this.unfit("must be a finite number, got nothing");
    if (value === null || isNotFinite(value)) {
      throw this.unfit(`must be a finite number, got ${value}`);
    }
    if (typeof value !== "number") throw this.#mismatch("a number");
    if (value < least) throw this.unfit(`must be at least ${least}, got ${value}`);
    return value;
  }

  /** Of something said beside the measurements: what is missing or not finite is not known. */
  numberOr(otherwise: number): number {
    if (this.isMissing || isNotFinite(this.#value)) return otherwise;
    if (typeof this.#value !== "number") throw this.#mismatch("a number");
    return this.#value;
  }

  text(): string {
    if (typeof this.#value !== "string") throw this.#mismatch("text");
    return this.#value;
  }

  textOr(otherwise: string): string {
    return typeof this.#value === "string" && this.#value !== "" ? this.#value : otherwise;
  }

  /** A list of what was measured. @throws {UnfitNumberError} when it is empty or an item is not finite. */
  measuredList(): readonly number[] {
    const list = this.items().map((item) => item.measured());
    if (list.length === 0) throw this.unfit("must hold at least one number, got []");
    return list;
  }

  /** @param problem - follows the path, as in `must be a finite number, got NaN`. */
  unfit(problem: string): UnfitNumberError {
    return new UnfitNumberError(this.#format, `${this.#path} ${problem}`);
  }

  #mismatch(expected: string): ForeignFileError {
    const received = JSON.stringify(this.#value) ?? "nothing";
    return new ForeignFileError(
      this.#format,
      `${this.#path} must be ${expected}, got ${received.slice(0, 80)}`,
    );
  }
}
