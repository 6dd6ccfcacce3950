import fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { AgentId, Message, MessageContent } from "../message.ts";
import type { AgentStore, StoredAgent } from "./agent-store.ts";

const agent = (id: AgentId, overrides: Partial<StoredAgent> = {}): StoredAgent => ({
  id,
  kind: "explorer",
  options: { map: "one" },
  stepCount: 0,
  ...overrides,
});

const message = (sequence: number, overrides: Partial<Message> = {}): Message => ({
  from: "a",
  to: "b",
  topic: "position",
  sequence,
  content: { value: sequence },
  ...overrides,
});

/** Names that a statement put together from text would trip over, or a type would confuse. */
const AWKWARD_IDS: readonly AgentId[] = [
  `'; DROP TABLE message; --`,
  `"quoted" \\ back % _ $1 {agent} {a,b} NULL`,
  "",
  "7",
  7,
  "#7",
  "##7",
  -1.5,
  "ünïcödé 🐜 \u2028",
  "NULL",
];

/** What every store does, whatever it keeps its rows in. `create` gives an empty one. */
export function describeAgentStore(name: string, create: () => Promise<AgentStore>): void {
  describe(`the agent store in ${name}`, () => {
    test("is empty at first, and says null of what it does not know", async () => {
      await using store = await create();
      expect(await store.counts()).toEqual({
        agentCount: 0,
        messageCount: 0,
        observationCount: 0,
        beliefCount: 0,
      });
      expect(await store.findAgent("nobody")).toBeNull();
      expect(await store.latestBelief("nobody")).toBeNull();
      expect(await store.latestMessages("nobody", 5)).toEqual([]);
      await store.record({});
      expect(store.statistics().batchCount).toBe(0);
    });

    test("gives agents back as they were saved last", async () => {
      await using store = await create();
      await store.record({ agents: [agent("a"), agent("b", { kind: "collector" })] });
      await store.record({ agents: [agent("a", { stepCount: 2 ** 40, options: [null, true] })] });
      expect(await store.findAgent("a")).toEqual(
        agent("a", { stepCount: 2 ** 40, options: [null, true] }),
      );
      expect(await store.findAgent("b")).toEqual(agent("b", { kind: "collector" }));
      await store.record({ agents: [agent("c"), agent("c", { stepCount: 1 })] });
      expect(await store.findAgent("c")).toMatchObject({ stepCount: 1 });
      expect((await store.counts()).agentCount).toBe(3);
    });

    test("gives the latest messages of an agent, oldest first, and no one else's", async () => {
      await using store = await create();
      const sent = Array.from({ length: 20 }, (_, sequence) => message(sequence));
      await store.record({ messages: sent.slice(0, 10) });
      await store.record({ messages: sent.slice(10) });
      await store.record({
        messages: [
          message(20, { to: "c" }),
          message(21, { to: null }),
          message(0, { from: 1, to: "b" }),
        ],
      });
      const latest = await store.latestMessages("b", 3);
      expect(latest).toEqual([sent[18], sent[19], message(0, { from: 1 })]);
      expect(await store.latestMessages("b", 100)).toHaveLength(21);
      expect(await store.latestMessages("b", 0)).toEqual([]);
    });

    test("keeps a message, observation or belief once, however often it is written", async () => {
      await using store = await create();
      const observation = { agentId: "a", step: 0, content: { cell: 3 } } as const;
      const snapshot = { agentId: "a", step: 0, belief: Float64Array.of(0.25, 0.75) };
      const records = {
        messages: [message(0), message(0)],
        observations: [observation, observation],
        beliefs: [snapshot, snapshot],
      };
      await store.record(records);
      await Promise.all([store.record(records), store.record(records)]);
      await store.record({ messages: [message(0, { topic: "another" })] });
      expect(await store.counts()).toEqual({
        agentCount: 0,
        messageCount: 1,
        observationCount: 1,
        beliefCount: 1,
      });
      expect(await store.latestMessages("b", 5)).toEqual([message(0)]);
      // Those beside one that is there already are new all the same.
      await store.record({ messages: [message(2), message(0), message(1), message(2)] });
      const latest = await store.latestMessages("b", 5);
      expect(latest.map(({ sequence }) => sequence)).toEqual([0, 2, 1]);
    });

    test("gives observations by step, and the belief of the highest step to the last bit", async () => {
      await using store = await create();
      const belief = Float64Array.of(Number.MIN_VALUE, 0.1 + 0.2, 1 - Number.EPSILON, -0);
      await store.record({
        observations: [3, 1, 2, 0].map((step) => ({ agentId: "a", step, content: step })),
        beliefs: [
          { agentId: "a", step: 9, belief },
          { agentId: "a", step: 10, belief: Float64Array.of() },
          { agentId: "b", step: 11, belief: Float64Array.of(1) },
        ],
      });
      const observations = await store.observationsOf("a", { fromStep: 1, count: 2 });
      expect(observations.map(({ step, content }) => [step, content])).toEqual([
        [1, 1],
        [2, 2],
      ]);
      expect((await store.latestBelief("a"))?.belief).toEqual(Float64Array.of());
      await store.record({ beliefs: [{ agentId: "a", step: 12, belief }] });
      const latest = await store.latestBelief("a");
      expect(latest?.step).toBe(12);
      expect([...(latest?.belief ?? [])].map((each) => Object.is(each, -0) || each)).toEqual([
        Number.MIN_VALUE,
        0.1 + 0.2,
        1 - Number.EPSILON,
        true,
      ]);
    });

    test("keeps a belief as it was when it was handed in, whatever the agent does next", async () => {
      await using store = await create();
      const belief = Float64Array.of(0.5, 0.5);
      const written = store.record({ beliefs: [{ agentId: 1, step: 0, belief }] });
      belief.fill(0);
      await written;
      expect((await store.latestBelief(1))?.belief).toEqual(Float64Array.of(0.5, 0.5));
    });

    test("counts agents and messages by kind, kinds without messages too", async () => {
      await using store = await create();
      await store.record({
        agents: [
          agent("a"),
          agent("b"),
          agent("c", { kind: "Collector" }),
          agent("d", { kind: "z" }),
        ],
        messages: [
          message(0, { to: "a" }),
          message(1, { to: "a" }),
          message(2, { to: "c" }),
          message(3, { to: "nobody known" }),
          message(4, { to: null }),
        ],
      });
      expect(await store.trafficByKind()).toEqual([
        { kind: "Collector", agentCount: 1, messageCount: 1 },
        { kind: "explorer", agentCount: 2, messageCount: 2 },
        { kind: "z", agentCount: 1, messageCount: 0 },
      ]);
    });

    test("takes names with quotes, signs and numbers as they are, and tells them apart", async () => {
      await using store = await create();
      await store.record({
        agents: AWKWARD_IDS.map((id) => agent(id, { kind: `kind of ${String(id)}` })),
        messages: AWKWARD_IDS.map((from, index) =>
          message(index, { from, to: AWKWARD_IDS[0]!, topic: String(from) }),
        ),
      });
      for (const id of AWKWARD_IDS) {
        expect(await store.findAgent(id)).toEqual(agent(id, { kind: `kind of ${String(id)}` }));
      }
      const got = await store.latestMessages(AWKWARD_IDS[0]!, 100);
      expect(got.map(({ from, topic }) => [from, topic])).toEqual(
        AWKWARD_IDS.map((id) => [id, String(id)]),
      );
      expect((await store.counts()).agentCount).toBe(AWKWARD_IDS.length);
    });

    test("keeps many messages of one call as it keeps few, with all else of that call", async () => {
      await using store = await create();
      const topics = [
        "tab\there",
        "two\nlines",
        "back\\slash",
        "\\N",
        "\\.",
        "\r",
        "",
        "ünïcödé 🐜",
      ];
      const sent = Array.from({ length: 400 }, (_, index) =>
        message(index, {
          from: AWKWARD_IDS[index % AWKWARD_IDS.length]!,
          to: index % 5 === 4 ? null : "b",
          topic: topics[index % topics.length]!,
          content: [`\t\n\\${index}\0\ud800`, topics[index % topics.length]!],
        }),
      );
      await store.record({
        messages: sent.slice(0, 200),
        agents: [agent("a", { stepCount: 7 })],
        observations: [{ agentId: "a", step: 0, content: "\\t" }],
        beliefs: [{ agentId: "a", step: 0, belief: Float64Array.of(1) }],
      });
      const toB = (until: number): readonly Message[] =>
        sent.slice(0, until).filter(({ to }) => to === "b");
      expect(await store.latestMessages("b", 1000)).toEqual(toB(200));
      expect(await store.findAgent("a")).toMatchObject({ stepCount: 7 });
      expect(await store.counts()).toMatchObject({ observationCount: 1, beliefCount: 1 });
      // Half of them are there already; the others come after those.
      await store.record({ messages: sent.slice(100), agents: [agent("a", { stepCount: 8 })] });
      expect(await store.latestMessages("b", 1000)).toEqual(toB(400));
      expect(await store.counts()).toMatchObject({ messageCount: 400, agentCount: 1 });
      expect(await store.findAgent("a")).toMatchObject({ stepCount: 8 });
    });

    test("keeps any content that JSON can hold", async () => {
      await using store = await create();
      let sequence = 0;
      const json = fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.parse(JSON.stringify(value)));
      await fc.assert(
        fc.asyncProperty(json, fc.string({ unit: "binary" }), async (value, text) => {
          fc.pre(!JSON.stringify(value).includes("__proto__"));
          const content = [value, text, "\0", "\ud800"] as MessageContent;
          const sent = message(sequence++, { content });
          await store.record({ messages: [sent] });
          expect(await store.latestMessages("b", 1)).toEqual([sent]);
        }),
        { numRuns: 25 },
      );
    });

    test.for([
      [{ messages: [message(0, { content: Number.NaN })] }, /message 0 from agent "a".*NaN/],
      [{ messages: [message(-1)] }, /sequence is -1, not a count/],
      [{ messages: [message(0, { topic: "a\0b" })] }, /topic holds the character NUL/],
      [{ messages: [message(0, { to: "\ud800" })] }, /half of a surrogate pair/],
      [{ agents: [agent("a".repeat(501))] }, /its id is 501 long, over 500/],
      [{ agents: [agent(Number.NaN)] }, /its id is not finite/],
      [{ agents: [agent("a", { stepCount: 0.5 })] }, /step count is 0.5/],
      [
        { beliefs: [{ agentId: "a", step: 0, belief: Float64Array.of(Number.NaN) }] },
        /belief of agent "a".*NaN is not a probability/,
      ],
    ] as const)(
      "refuses what it cannot keep, and writes nothing of that call: %o",
      async ([records, said]) => {
        await using store = await create();
        await expect(
          store.record({ observations: [{ agentId: "x", step: 0, content: 1 }], ...records }),
        ).rejects.toThrow(said);
        expect((await store.counts()).observationCount).toBe(0);
      },
    );

    test("puts many small calls into few transactions, in the order they came", async () => {
      await using store = await create();
      await Promise.all(
        Array.from({ length: 1000 }, (_, sequence) =>
          store.record({ messages: [message(sequence)] }),
        ),
      );
      const { writtenRowCount, batchCount } = store.statistics();
      expect(writtenRowCount).toBe(1000);
      expect(batchCount).toBeLessThan(20);
      const sequences = (await store.latestMessages("b", 1000)).map(({ sequence }) => sequence);
      expect(sequences).toEqual(sequences.toSorted((a, b) => a - b));
    });

    test("writes what was handed in before it closes, and nothing after", async () => {
      const store = await create();
      const written = Promise.all(
        Array.from({ length: 100 }, (_, sequence) =>
          store.record({ messages: [message(sequence)] }),
        ),
      );
      await store[Symbol.asyncDispose]();
      await written;
      expect(store.statistics().writtenRowCount).toBe(100);
      await expect(store.record({ messages: [message(100)] })).rejects.toThrow(/was disposed/);
      await expect(store.findAgent("a")).rejects.toThrow(/was disposed/);
      await store[Symbol.asyncDispose]();
    });
  });
}
