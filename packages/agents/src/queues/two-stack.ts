import type { Queue } from "./queue.ts";

/**
 * Two arrays: items go onto one and are turned over into the other when that runs out. Constant time on
 * average, but one `shift` in many pays for the turning. For comparison.
 */
export function createTwoStackQueue<Item>(): Queue<Item> {
  return new TwoStackQueue<Item>();
}

class TwoStackQueue<Item> implements Queue<Item> {
  #incoming: Item[] = [];
  #outgoing: Item[] = [];

  get itemCount(): number {
    return this.#incoming.length + this.#outgoing.length;
  }

  push(item: Item): void {
    this.#incoming.push(item);
  }

  shift(): Item | undefined {
    if (this.#outgoing.length === 0) {
      // oxlint-disable-next-line unicorn/no-array-reverse -- the turning is in place; a copy would be thrown away
      const turned = this.#incoming.reverse();
      this.#incoming = this.#outgoing;
      this.#outgoing = turned;
    }
    return this.#outgoing.pop();
  }

  clear(): void {
    this.#incoming.length = 0;
    this.#outgoing.length = 0;
  }
}
