/** What a literal can hold. */
export type Literal = number | string | boolean | null | readonly Literal[] | LiteralRecord;

export interface LiteralRecord {
  readonly [key: string]: Literal;
}

/** Characters that end a bare word. */
const WORD = /[^\s,:{}[\]]+/y;
const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;
const NAMED: Readonly<Record<string, Literal>> = {
  true: true,
  True: true,
  false: false,
  False: false,
  null: null,
  None: null,
};

/**
 * Reads the braces of a node or an edge: JSON, Python literals, or bare words as keys and values, as GMN
 * mixes them: `{num_states: 4, vector: [0.5, 0.5], prompt: "say {obs}"}`.
 *
 * @returns undefined when the text is none of these.
 */
export function readLiteral(text: string): Literal | undefined {
  const reader = new Reader(text);
  const value = reader.readValue();
  return reader.isAtEnd() ? value : undefined;
}

class Reader {
  readonly #text: string;
  #position = 0;

  constructor(text: string) {
    this.#text = text;
  }

  isAtEnd(): boolean {
    this.#skipSpace();
    return this.#position === this.#text.length;
  }

  readValue(): Literal | undefined {
    this.#skipSpace();
    const next = this.#text[this.#position];
    if (next === "{") return this.#readRecord();
    if (next === "[" || next === "(") return this.#readList(next === "[" ? "]" : ")");
    if (next === '"' || next === "'") return this.#readString(next);
    const word = this.#readWord();
    if (word === undefined) return undefined;
    if (Object.hasOwn(NAMED, word)) return NAMED[word];
    return NUMBER.test(word) ? Number(word) : word;
  }

  #readRecord(): LiteralRecord | undefined {
    const entries: [string, Literal][] = [];
    this.#position++;
    while (!this.#take("}")) {
      const key = this.readValue();
      if (typeof key !== "string" || !this.#take(":")) return undefined;
      const value = this.readValue();
      if (value === undefined) return undefined;
      entries.push([key, value]);
      if (!this.#take(",") && !this.#sees("}")) return undefined;
    }
    return Object.fromEntries(entries);
  }

  #readList(end: "]" | ")"): readonly Literal[] | undefined {
    const values: Literal[] = [];
    this.#position++;
    while (!this.#take(end)) {
      const value = this.readValue();
      if (value === undefined) return undefined;
      values.push(value);
      if (!this.#take(",") && !this.#sees(end)) return undefined;
    }
    return values;
  }

  #readString(quote: string): string | undefined {
    const end = this.#text.indexOf(quote, this.#position + 1);
    if (end < 0) return undefined;
    const value = this.#text.slice(this.#position + 1, end);
    this.#position = end + 1;
    return value;
  }

  #readWord(): string | undefined {
    WORD.lastIndex = this.#position;
    const word = WORD.exec(this.#text)?.[0];
    if (word !== undefined) this.#position += word.length;
    return word;
  }

  #sees(mark: string): boolean {
    this.#skipSpace();
    return this.#text[this.#position] === mark;
  }

  #take(mark: string): boolean {
    if (!this.#sees(mark)) return false;
    this.#position++;
    return true;
  }

  #skipSpace(): void {
    while (/\s/.test(this.#text[this.#position] ?? "")) this.#position++;
  }
}
