import type { TopicIndex } from "./topic-index.ts";

/**
 * One list of all subscriptions, searched from end to end for every message: the cost grows with every
 * subscription there is, whatever the topic. For comparison with the hash map.
 */
export function createLinearTopics<Subscriber>(): TopicIndex<Subscriber> {
  let subscriptions: { readonly topic: string; readonly subscriber: Subscriber }[] = [];

  const indexOf = (topic: string, subscriber: Subscriber): number =>
    subscriptions.findIndex(
      (subscription) => subscription.topic === topic && subscription.subscriber === subscriber,
    );

  return {
    subscribe(topic, subscriber) {
      if (indexOf(topic, subscriber) !== -1) return false;
      subscriptions.push({ topic, subscriber });
      return true;
    },
    unsubscribe(topic, subscriber) {
      const index = indexOf(topic, subscriber);
      if (index !== -1) subscriptions.splice(index, 1);
      return index !== -1;
    },
    remove(subscriber) {
      subscriptions = subscriptions.filter(
        (subscription) => subscription.subscriber !== subscriber,
      );
    },
    subscribersOf(topic) {
      const found: Subscriber[] = [];
      for (const subscription of subscriptions) {
        if (subscription.topic === topic) found.push(subscription.subscriber);
      }
      return found;
    },
  };
}
