import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { createTopicIndex } from "./create-topic-index.ts";
import { TOPIC_INDEX_NAMES } from "./topic-index.ts";

const TOPICS = ["position", "proposal", "vote"];
const call = fc.record({
  kind: fc.constantFrom("subscribe", "unsubscribe", "remove"),
  topic: fc.constantFrom(...TOPICS),
  subscriber: fc.integer({ min: 0, max: 4 }),
});

describe.for(TOPIC_INDEX_NAMES)("the %s topic index", (name) => {
  test("knows who listens to what, in order of subscription, like a plain list", () => {
    fc.assert(
      fc.property(fc.array(call, { maxLength: 60 }), (calls) => {
        const index = createTopicIndex<number>(name);
        let model: { topic: string; subscriber: number }[] = [];
        const has = (topic: string, subscriber: number) =>
          model.some((entry) => entry.topic === topic && entry.subscriber === subscriber);

        for (const { kind, topic, subscriber } of calls) {
          const known = has(topic, subscriber);
          if (kind === "subscribe") {
            expect(index.subscribe(topic, subscriber)).toBe(!known);
            if (!known) model.push({ topic, subscriber });
          } else if (kind === "unsubscribe") {
            expect(index.unsubscribe(topic, subscriber)).toBe(known);
            model = model.filter((e) => e.topic !== topic || e.subscriber !== subscriber);
          } else {
            index.remove(subscriber);
            model = model.filter((entry) => entry.subscriber !== subscriber);
          }
          for (const each of TOPICS) {
            const expected = model.filter((e) => e.topic === each).map((e) => e.subscriber);
            expect(index.subscribersOf(each)).toEqual(expected);
          }
        }
      }),
    );
  });

  test("hands out a snapshot that later subscriptions do not change", () => {
    const index = createTopicIndex<string>(name);
    index.subscribe("vote", "a");
    const before = index.subscribersOf("vote");
    index.subscribe("vote", "b");
    expect(before).toEqual(["a"]);
    expect(index.subscribersOf("vote")).toEqual(["a", "b"]);
  });

  test("has nobody for a topic it never heard of", () => {
    expect(createTopicIndex(name).subscribersOf("nothing")).toEqual([]);
  });
});
