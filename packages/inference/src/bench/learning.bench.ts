/**
 * What does a step cost when the agent learns?
 *
 * Measured: a step on the T-maze that infers, values policies also for what they would teach, acts, and
 * learns A and B; episodes of 20 scripted steps.
 */
import { us } from "@paceline/core";
import { bench, group } from "@paceline/harness/bench";

import type { LearningAgent } from "../learning/learning-agent.ts";
import { createLearningAgent } from "../learning/learning-agent.ts";
import { buildTMazeModel } from "../worlds/t-maze.ts";
import { compileModel } from "../model/compile-model.ts";
import { pymdp } from "./peer.ts";
import type { ScriptedEpisode } from "./scripted-episode.ts";
import { createScriptedEpisode } from "./scripted-episode.ts";

interface Learning {
  readonly agent: LearningAgent;
  readonly episode: ScriptedEpisode;
  step: number;
}

function createLearning(): Learning {
  const definition = buildTMazeModel({ rewardProbability: 0.9 });
  const model = compileModel(definition);
  const agent = createLearningAgent(model, {
    seed: 1,
    learning: {
      likelihood: { counts: definition.likelihood },
      transition: { counts: definition.transition },
      usesLikelihoodInformationGain: true,
      usesTransitionInformationGain: true,
    },
  });
  return { agent, episode: createScriptedEpisode(model), step: 0 };
}

group("inference/learning", () => {
  bench(
    "T-maze, A and B",
    {
      setup: createLearning,
      items: 1,
      itemsUnit: "steps",
      check: (_, { agent }) =>
        agent.counts.likelihood.some((table) =>
          table!.counts.some((count, index) => count > table!.initial[index]!),
        ) && agent.model.likelihoods[0]!.values.every(Number.isFinite),
      targets: [
        {
          component: "Inference",
          label: "learning step, T-maze",
          metric: "time",
          statistic: "median",
          below: us(10),
        },
      ],
      peers: [pymdp(3084)],
    },
    (state) => {
      const { agent, episode } = state;
      if (state.step === episode.observations.length) {
        agent.reset();
        state.step = 0;
      }
      agent.step(episode.observations[state.step]!);
      agent.inference.setAction(episode.actions[state.step]!);
      state.step++;
      return agent.inference.result.policyPosterior;
    },
  );
});
