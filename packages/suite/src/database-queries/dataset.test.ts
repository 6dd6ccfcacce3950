import { createSqliteStore } from "@paceline/agents";
import { expect, test } from "vitest";

import { createDataset, idOf, populate } from "./dataset.ts";

test("what the data promise is what the store finds", async () => {
  await using store = createSqliteStore(":memory:");
  const dataset = createDataset(600);
  await populate(store, dataset);
  await populate(store, dataset);
  expect(await store.counts()).toMatchObject({ agentCount: 600, messageCount: 6000 });
  for (const index of [0, 1, 9, 10, 599]) {
    expect(await store.findAgent(idOf(index))).toEqual(dataset.agentAt(index));
    expect(await store.latestMessages(idOf(index), 10)).toEqual(dataset.messagesTo(index));
  }
  const kinds = await store.trafficByKind();
  expect(kinds.map(({ messageCount }) => messageCount)).toEqual([2000, 2000, 2000]);
});
