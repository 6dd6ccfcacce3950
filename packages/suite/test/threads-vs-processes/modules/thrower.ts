import { defineAgent } from "@paceline/agents";

export const thrower = defineAgent({
  module: import.meta.url,
  kind: "thrower",
  create: () => ({ stepCount: 0 }),
  onObservation(state) {
    if (++state.stepCount === 3) throw new Error("out of ideas");
    return state.stepCount;
  },
});
