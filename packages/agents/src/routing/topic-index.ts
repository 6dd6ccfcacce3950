/** Who listens to what. The two implementations differ in how they find out. */
export interface TopicIndex<Subscriber> {
  /** @returns false when it was subscribed already. */
  subscribe(topic: string, subscriber: Subscriber): boolean;
  /** @returns false when it was not subscribed. */
  unsubscribe(topic: string, subscriber: Subscriber): boolean;
  /** Ends every subscription of one subscriber. */
  remove(subscriber: Subscriber): void;
  /** In order of subscription. A snapshot: later subscriptions do not change it. */
  subscribersOf(topic: string): readonly Subscriber[];
}

/** Names of the implementations, as options and benchmarks spell them. */
export const TOPIC_INDEX_NAMES = ["hash", "linear"] as const;

export type TopicIndexName = (typeof TOPIC_INDEX_NAMES)[number];
