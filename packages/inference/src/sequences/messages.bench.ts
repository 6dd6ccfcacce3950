/**
 * What does a step cost when the agent revises a window of its past?
 *
 * Measured: one whole step (infer states, infer policies, select action) in episodes of 20 scripted steps.
 * `pymdp messages` is pymdp's own algorithm, beliefs over past and future under every policy; the others are
 * sequence agents, whose policies share one belief about the past.
 */
import { us } from "@paceline/core";
import { bench, group } from "@paceline/harness/bench";

import { measureAllocatedBytes } from "../bench/allocated-bytes.ts";
import { MEASURED_MODELS } from "../bench/measured-models.ts";
import type { MeasuredModelName } from "../bench/measured-models.ts";
import { pymdp } from "../bench/peer.ts";
import type { ScriptedEpisode } from "../bench/scripted-episode.ts";
import { createScriptedEpisode } from "../bench/scripted-episode.ts";
import { compileProgram } from "../inference-program.ts";
import type { PymdpMessageAgent } from "./pymdp-message-agent.ts";
import { createPymdpMessageAgent } from "./pymdp-message-agent.ts";
import type { SequenceAgent } from "./sequence-agent.ts";
import { createSequenceAgent } from "./sequence-agent.ts";

interface Episode {
  readonly agent: PymdpMessageAgent | SequenceAgent;
  readonly episode: ScriptedEpisode;
  step: number;
}

function stepOnce(state: Episode): Float64Array {
  const { agent, episode } = state;
  if (state.step === episode.observations.length) {
    agent.reset();
    state.step = 0;
  }
  agent.step(episode.observations[state.step]!);
  agent.setAction(episode.actions[state.step]!);
  state.step++;
  return agent.workspace.policyPosterior;
}

/** Steps happened, and policies are a distribution: nothing was skipped and nothing became NaN. */
const isInferred = (posterior: Float64Array, { step }: Episode): boolean =>
  step > 0 && Math.abs(posterior.reduce((sum, probability) => sum + probability, 0) - 1) < 1e-9;

const allocatedBytesPerStep = {
  unit: "bytes",
  direction: "lower",
  measure: (state: Episode): number => measureAllocatedBytes(() => stepOnce(state)),
} as const;

function createPymdpEpisode(name: MeasuredModelName, windowLength: number): Episode {
  const model = MEASURED_MODELS[name]();
  const program = compileProgram(model, { numerics: "pymdp-legacy" });
  return {
    agent: createPymdpMessageAgent(program, { windowLength }),
    episode: createScriptedEpisode(model),
    step: 0,
  };
}

const PYMDP_CASES = [
  { name: "T-maze", windowLength: 2, targetUs: 100, peerUs: 15_959 },
  { name: "2 factors, 2 modalities", windowLength: 3, targetUs: 200, peerUs: 38_278 },
] as const;

group("inference/messages", () => {
  for (const { name, windowLength, targetUs, peerUs } of PYMDP_CASES)
    bench(
      `pymdp messages, ${name}, window ${windowLength}`,
      {
        setup: () => createPymdpEpisode(name, windowLength),
        items: 1,
        itemsUnit: "steps",
        check: isInferred,
        metrics: { allocatedBytesPerStep },
        targets: [
          {
            component: "Inference",
            label: `message passing, ${name}`,
            metric: "time",
            statistic: "median",
            below: us(targetUs),
          },
        ],
        peers: [pymdp(peerUs)],
      },
      stepOnce,
    );

  for (const method of ["exact", "variational", "marginal"] as const)
    bench(
      `sequence agent, T-maze, ${method}`,
      {
        params: { windowLength: { smoke: [2], full: [2, 8] } },
        setup: ({ parameters: { windowLength } }): Episode => {
          const model = MEASURED_MODELS["T-maze"]();
          const agent = createSequenceAgent(compileProgram(model), { method, windowLength });
          return { agent, episode: createScriptedEpisode(model), step: 0 };
        },
        items: 1,
        itemsUnit: "steps",
        check: isInferred,
        metrics: { allocatedBytesPerStep },
      },
      stepOnce,
    );
});
