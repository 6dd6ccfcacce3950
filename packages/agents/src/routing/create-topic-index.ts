import { createHashTopics } from "./hash-topics.ts";
import { createLinearTopics } from "./linear-topics.ts";
import type { TopicIndex, TopicIndexName } from "./topic-index.ts";

/** An empty index of the named kind. */
export function createTopicIndex<Subscriber>(name: TopicIndexName): TopicIndex<Subscriber> {
  return name === "hash" ? createHashTopics() : createLinearTopics();
}
