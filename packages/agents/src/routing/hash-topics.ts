import type { TopicIndex } from "./topic-index.ts";

interface TopicEntry<Subscriber> {
  readonly subscribers: Set<Subscriber>;
  /** The set as an array, made when first asked for after a change. Handed out, so never changed. */
  snapshot: readonly Subscriber[] | null;
}

/** From topic to its subscribers by a hash map: a lookup costs the same for any number of agents. */
export function createHashTopics<Subscriber>(): TopicIndex<Subscriber> {
  const entries = new Map<string, TopicEntry<Subscriber>>();

  const unsubscribe = (topic: string, subscriber: Subscriber): boolean => {
    const entry = entries.get(topic);
    if (entry === undefined || !entry.subscribers.delete(subscriber)) return false;
    entry.snapshot = null;
    if (entry.subscribers.size === 0) entries.delete(topic);
    return true;
  };

  return {
    subscribe(topic, subscriber) {
      let entry = entries.get(topic);
      if (entry === undefined) {
        entry = { subscribers: new Set(), snapshot: null };
        entries.set(topic, entry);
      }
      if (entry.subscribers.has(subscriber)) return false;
      entry.subscribers.add(subscriber);
      entry.snapshot = null;
      return true;
    },
    unsubscribe,
    remove(subscriber) {
      for (const topic of entries.keys()) unsubscribe(topic, subscriber);
    },
    subscribersOf(topic) {
      const entry = entries.get(topic);
      if (entry === undefined) return [];
      return (entry.snapshot ??= [...entry.subscribers]);
    },
  };
}
