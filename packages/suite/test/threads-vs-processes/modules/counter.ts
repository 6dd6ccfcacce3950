/** A user's agent: counts. */
import { defineAgent } from "@paceline/agents";

export const counter = defineAgent({
  module: import.meta.url,
  kind: "counter",
  create: () => ({ count: 0 }),
  onObservation: (state) => ++state.count,
});

export const evidenceOf = (action: unknown): number => Number(action);
