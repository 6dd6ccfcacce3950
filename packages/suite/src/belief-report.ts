import { createExplorer, deadEndOutbox } from "@paceline/agents";
import type { Message } from "@paceline/agents";

import { FIVE_BY_FIVE, observationAt } from "./workload.ts";

/** Topics of the messages that the suite encodes. */
export const REPORT_TOPICS = ["belief-report", "goal-found"] as const;

/**
 * An agent tells another what it believes: its row and column and a probability for each of 25 cells.
 * The numbers are a real belief after two steps, with all their digits, so no codec gets off lightly.
 */
export function createBeliefReport(): Message {
  const agent = createExplorer(1, { map: FIVE_BY_FIVE.text });
  const seen = observationAt(0);
  for (let step = 0; step < 2; step++) agent.step(seen, deadEndOutbox);
  return {
    from: 1,
    to: 2,
    topic: REPORT_TOPICS[0],
    sequence: 41,
    content: [seen.row, seen.column, ...agent.beliefs],
  };
}
