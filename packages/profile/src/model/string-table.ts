/** Each text once: frames and labels refer to it by index. Index 0 is the empty text. */
export interface StringTable {
  readonly strings: readonly string[];
  /** Index of `text`, which is added when it is new. */
  readonly intern: (text: string) => number;
}

/** @param strings - what the table starts with; the first must be empty. */
export function createStringTable(strings: readonly string[] = [""]): StringTable {
  const list = [...strings];
  const indexes = new Map(list.map((text, index) => [text, index]));
  return {
    strings: list,
    intern(text) {
      const known = indexes.get(text);
      if (known !== undefined) return known;
      const index = list.length;
      list.push(text);
      indexes.set(text, index);
      return index;
    },
  };
}
