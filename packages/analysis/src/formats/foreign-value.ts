import { ForeignFileError } from "./foreign-file-error.ts";

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

  /** NaN and the infinities pass: some tools write them, and the caller knows what they mean. */
  number(): number {
    if (typeof this.#value !== "number") throw this.#mismatch("a number");
    return this.#value;
  }

  numberOr(otherwise: number): number {
    return this.isMissing ? otherwise : this.number();
  }

  text(): string {
    if (typeof this.#value !== "string") throw this.#mismatch("text");
    return this.#value;
  }

  textOr(otherwise: string): string {
    return typeof this.#value === "string" && this.#value !== "" ? this.#value : otherwise;
  }

  numbers(): readonly number[] {
    return this.items().map((item) => item.number());
  }

  #mismatch(expected: string): ForeignFileError {
    const received = JSON.stringify(this.#value) ?? "nothing";
    return new ForeignFileError(
      this.#format,
      `${this.#path} must be ${expected}, got ${received.slice(0, 80)}`,
    );
  }
}
