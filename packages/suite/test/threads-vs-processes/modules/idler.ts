/** Claims to work and does not. */
import { defineAgent } from "@paceline/agents";

export const idler = defineAgent({
  module: import.meta.url,
  kind: "idler",
  create: () => ({}),
  onObservation: () => 0,
});

export const evidenceOf = (action: unknown): number => Number(action);
