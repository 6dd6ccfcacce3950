/**
 * What does one decision of an explorer cost, and does it allocate?
 *
 * Measured: one step on a grid of 25 cells with policies of one step: infer where it is, value five
 * moves by expected free energy, choose. The observations are those of recorded walks, so beliefs are as
 * sharp or vague as they are on the way; one step in four to ten includes the reset before a walk.
 * `position` and `content` are the two informative sensors; `as-published` is the original's flat
 * likelihood in the conventions of pymdp 0.0.7.1, with which the agent infers but cannot learn anything.
 *
 * Not measured: the world, messages, the backend.
 */
import { createInferenceCanary, deadEndOutbox } from "@paceline/agents";
import { bench, group } from "@paceline/harness/bench";

import { recordEpisodes } from "../recorded-episodes.ts";

const SENSORS = ["position", "content", "as-published"] as const;

group("agent-spawning/step", () => {
  bench(
    "explorer step",
    {
      params: { sensor: { smoke: SENSORS, full: SENSORS } },
      setup: ({ parameters }) => ({ ...recordEpisodes(parameters.sensor), nextIndex: 0 }),
      items: 1,
      itemsUnit: "steps",
      check(_action, state) {
        const { agent, observations } = state;
        // The first walk from its start, so that the canary sees beliefs go from the prior to certainty.
        agent.reset(0);
        const canary = createInferenceCanary([agent]);
        for (const observation of observations.slice(0, 5)) agent.step(observation, deadEndOutbox);
        canary.check();
        state.nextIndex = 0;
      },
      targets: [
        {
          component: "Agent Spawning",
          label: "Explorer step",
          metric: "time",
          statistic: "median",
          below: 5e3,
          isStretch: true,
          when: { sensor: "position" },
        },
        {
          component: "Agent Spawning",
          label: "Explorer step allocates",
          metric: "allocatedBytes",
          statistic: "median",
          below: 1,
          isStretch: true,
          when: { sensor: "position" },
        },
      ],
    },
    (state) => {
      const { agent, observations, resetSeeds, nextIndex } = state;
      const seed = resetSeeds[nextIndex]!;
      if (seed >= 0) agent.reset(seed);
      state.nextIndex = nextIndex + 1 === observations.length ? 0 : nextIndex + 1;
      return agent.step(observations[nextIndex]!, deadEndOutbox);
    },
  );
});
