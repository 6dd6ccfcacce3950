/**
 * What does it cost to find out who a message is for?
 *
 * Measured, "route": one message from outside to a hundred explorers by `direct` address (1 delivery), by
 * topic through a hash index or a linear scan (25 deliveries each; 20 topics, 5 subscriptions an agent,
 * as in the original), and by broadcast (100 deliveries). Throughput is per delivery. Every recipient
 * takes the message in. "find subscribers" is the search alone, which is all that the original measures.
 *
 * Not measured: serialisation, other threads.
 */
import { createRouter, createTopicIndex, deadEndOutbox } from "@paceline/agents";
import type { Explorer, Message, Router, TopicIndex } from "@paceline/agents";
import { bench, group } from "@paceline/harness/bench";

import { proveInference, spawnExplorer } from "../workload.ts";

const AGENT_COUNT = 100;
const TOPIC_COUNT = 20;
const SUBSCRIPTION_COUNT = 5;
const SUBSCRIBER_COUNT = (AGENT_COUNT * SUBSCRIPTION_COUNT) / TOPIC_COUNT;

const ALGORITHMS = ["direct", "hash", "linear", "broadcast"] as const;
const INDEXES = ["hash", "linear"] as const;
const TOPICS = Array.from({ length: TOPIC_COUNT }, (_, index) => `topic-${index}`);

type Algorithm = (typeof ALGORITHMS)[number];

const DELIVERY_COUNTS: Readonly<Record<Algorithm, number>> = {
  direct: 1,
  hash: SUBSCRIBER_COUNT,
  linear: SUBSCRIBER_COUNT,
  broadcast: AGENT_COUNT,
};

/** Topics that an agent subscribes to: its own and the next ones, around the end. */
const topicsOf = (agentIndex: number): readonly string[] =>
  Array.from(
    { length: SUBSCRIPTION_COUNT },
    (_, offset) => TOPICS[(agentIndex + offset) % TOPIC_COUNT]!,
  );

interface Audience {
  readonly router: Router;
  readonly agents: readonly Explorer[];
  readonly send: (router: Router, message: Message) => unknown;
  sentCount: number;
}

function createAudience(algorithm: Algorithm): Audience {
  const router = createRouter({ topics: algorithm === "linear" ? "linear" : "hash" });
  const agents = Array.from({ length: AGENT_COUNT }, (_, index) => spawnExplorer(index));
  for (const [index, agent] of agents.entries()) {
    router.register({ id: agent.id, receive: (message) => agent.receive(message, deadEndOutbox) });
    for (const topic of topicsOf(index)) router.subscribe(agent.id, topic);
  }
  const senders = {
    direct: (to: Router, message: Message) => to.route(message),
    hash: (to: Router, message: Message) => to.publish(message),
    linear: (to: Router, message: Message) => to.publish(message),
    broadcast: (to: Router, message: Message) => to.broadcast(message),
  };
  return { router, agents, send: senders[algorithm], sentCount: 0 };
}

const messageFrom = (sequence: number): Message => ({
  from: "outside",
  to: sequence % AGENT_COUNT,
  topic: TOPICS[sequence % TOPIC_COUNT]!,
  sequence,
  content: sequence,
});

group("message-throughput/algorithms", () => {
  bench(
    "route",
    {
      params: { algorithm: { smoke: ALGORITHMS, full: ALGORITHMS } },
      setup: ({ parameters }) => createAudience(parameters.algorithm),
      items: ({ algorithm }) => DELIVERY_COUNTS[algorithm],
      itemsUnit: "deliveries",
      check(_result, { agents, sentCount }, { parameters }) {
        proveInference(agents);
        const received = agents.reduce((sum, { receivedCount }) => sum + receivedCount, 0);
        return received === sentCount * DELIVERY_COUNTS[parameters.algorithm];
      },
    },
    (state) => state.send(state.router, messageFrom(state.sentCount++)),
  );

  bench(
    "find subscribers",
    {
      params: { index: { smoke: INDEXES, full: INDEXES } },
      setup({ parameters }) {
        const index: TopicIndex<number> = createTopicIndex(parameters.index);
        for (let agent = 0; agent < AGENT_COUNT; agent++) {
          for (const topic of topicsOf(agent)) index.subscribe(topic, agent);
        }
        return { index, lookupCount: 0 };
      },
      items: 1,
      itemsUnit: "lookups",
      check: (subscribers: readonly number[]) => subscribers.length === SUBSCRIBER_COUNT,
    },
    (state) => state.index.subscribersOf(TOPICS[state.lookupCount++ % TOPIC_COUNT]!),
  );
});
