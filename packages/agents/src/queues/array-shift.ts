import type { Queue } from "./queue.ts";

/**
 * A plain array with `push` and `shift`. V8 moves the start of a short array in place, so it is fast
 * until the array leaves the young generation; from there each `shift` copies the whole of it. Here
 * for comparison.
 */
export function createArrayShiftQueue<Item>(): Queue<Item> {
  return new ArrayShiftQueue<Item>();
}

class ArrayShiftQueue<Item> implements Queue<Item> {
  readonly #items: Item[] = [];

  get itemCount(): number {
    return this.#items.length;
  }

  push(item: Item): void {
    this.#items.push(item);
  }

  shift(): Item | undefined {
    return this.#items.shift();
  }

  clear(): void {
    this.#items.length = 0;
  }
}
