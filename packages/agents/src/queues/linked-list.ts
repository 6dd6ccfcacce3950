import type { Queue } from "./queue.ts";

/** One object per item. Constant time, but every push allocates and a walk jumps about. For comparison. */
export function createLinkedListQueue<Item>(): Queue<Item> {
  return new LinkedListQueue<Item>();
}

interface Node<Item> {
  readonly item: Item;
  next: Node<Item> | null;
}

class LinkedListQueue<Item> implements Queue<Item> {
  #oldest: Node<Item> | null = null;
  #newest: Node<Item> | null = null;
  #itemCount = 0;

  get itemCount(): number {
    return this.#itemCount;
  }

  push(item: Item): void {
    const node: Node<Item> = { item, next: null };
    if (this.#newest === null) this.#oldest = node;
    else this.#newest.next = node;
    this.#newest = node;
    this.#itemCount++;
  }

  shift(): Item | undefined {
    const node = this.#oldest;
    if (node === null) return undefined;
    this.#oldest = node.next;
    if (node.next === null) this.#newest = null;
    this.#itemCount--;
    return node.item;
  }

  clear(): void {
    this.#oldest = null;
    this.#newest = null;
    this.#itemCount = 0;
  }
}
