import { assert, median, sortSamples } from "@paceline/core";

import type { CellPlan } from "./cell.ts";
import { createBackend } from "./create-backend.ts";
import { relay } from "./scenarios/relay.ts";

const HOP_COUNT = 100;
const LAP_COUNT = 7;

/**
 * Time of one message from agent to agent, ns: the median lap of a token round all agents, by hop.
 * Neighbours live on different workers wherever there are several, since placement takes turns.
 */
export async function measureMessageLatency(plan: CellPlan): Promise<number> {
  const { backend: name, workerCount, agentCount } = plan;
  await using backend = await createBackend(name, workerCount);
  await backend.spawn(
    Array.from({ length: agentCount }, (_, id) => ({
      id,
      definition: relay,
      options: { agentCount },
    })),
  );
  const hopNs: number[] = [];
  for (let lap = 0; lap < LAP_COUNT; lap++) {
    const startMs = performance.now();
    const token = { from: "starter", to: 0, topic: "token", sequence: lap, content: HOP_COUNT - 1 };
    // oxlint-disable-next-line no-await-in-loop -- one lap after the other
    const { deliveredCount } = await backend.deliver(token);
    hopNs.push(((performance.now() - startMs) * 1e6) / HOP_COUNT);
    assert(deliveredCount === HOP_COUNT, `a token of ${HOP_COUNT} hops made ${deliveredCount}`);
  }
  return median(sortSamples(hopNs));
}
