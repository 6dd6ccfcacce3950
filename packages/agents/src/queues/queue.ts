/** First in, first out, without a bound of its own: whoever owns it decides how long it may get. */
export interface Queue<Item> {
  readonly itemCount: number;
  push(item: Item): void;
  /** Takes the oldest; `undefined` when empty. */
  shift(): Item | undefined;
  clear(): void;
}

/** Names of the implementations, as options and benchmarks spell them. */
export const QUEUE_NAMES = ["ring-buffer", "array-shift", "linked-list", "two-stack"] as const;

export type QueueName = (typeof QUEUE_NAMES)[number];
