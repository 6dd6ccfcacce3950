/**
 * What do 10,000 messages cost an agent that remembers them?
 *
 * Measured: what an explorer retains for each 10,000 messages that it has received, with content like the original's.
 * `unbounded` remembers all of them, `bounded` the newest thousand: however many come, it takes no more.
 *
 * Not measured: messages under way in mailboxes and rings.
 */
import { createExplorer, deadEndOutbox } from "@paceline/agents";
import type { Explorer } from "@paceline/agents";
import { bench, group } from "@paceline/harness/bench";

import { createCrowd, messageOf } from "../crowd.ts";
import { FIVE_BY_FIVE, proveInference } from "../workload.ts";

const MESSAGE_COUNT = 10_000;
const HISTORIES = ["unbounded", "bounded"] as const;
const REMEMBERED_COUNT_MAX = { unbounded: Number.MAX_SAFE_INTEGER, bounded: 1_000 } as const;

group("memory-usage/message-history", () => {
  bench.memory(
    "10,000 messages",
    {
      params: { history: { smoke: HISTORIES, full: HISTORIES } },
      counts: { smoke: [1, 2], full: [1, 2, 3, 4] },
      setup: ({ parameters: { history } }) => ({
        crowd: createCrowd(10),
        rememberedMessageCountMax: REMEMBERED_COUNT_MAX[history],
      }),
      itemsUnit: "10,000 messages",
      check(agent: Explorer, { rememberedMessageCountMax }) {
        const { receivedCount, history } = agent;
        proveInference([agent]);
        return (
          receivedCount === MESSAGE_COUNT &&
          history.messageCount === Math.min(MESSAGE_COUNT, rememberedMessageCountMax)
        );
      },
      targets: [
        {
          component: "Memory Usage",
          label: "10,000 messages",
          metric: "retainedBytesPerInstance",
          statistic: "median",
          below: 100e6,
          when: { history: "unbounded" },
        },
        {
          component: "Memory Usage",
          label: "10,000 messages",
          metric: "retainedBytesPerInstance",
          statistic: "median",
          below: 4e6,
          isStretch: true,
          when: { history: "unbounded" },
        },
      ],
    },
    ({ crowd, rememberedMessageCountMax }, count) => {
      const agent = createExplorer("listener", {
        map: FIVE_BY_FIVE.text,
        rememberedMessageCountMax,
      });
      for (let sequence = 0; sequence < count * MESSAGE_COUNT; sequence++) {
        agent.receive(messageOf(crowd, sequence), deadEndOutbox);
      }
      return agent;
    },
  );
});
