/**
 * What does one step cost?
 *
 * Measured: infer states, infer policies, select an action, on episodes of 20 steps with scripted
 * observations and actions, restarted at their end; `allocatedBytesPerStep` is the growth of the heap
 * over many steps without a collection. Not measured: making models and agents.
 */
import { us } from "@paceline/core";
import { bench, group } from "@paceline/harness/bench";

import type { InferenceArena } from "../arena.ts";
import { AGENT_COUNTERS, createInferenceArena } from "../arena.ts";
import { compileProgram } from "../inference-program.ts";
import type { MeasuredModelName } from "./measured-models.ts";
import { MEASURED_MODELS } from "./measured-models.ts";
import { pymdp } from "./peer.ts";
import { measureAllocatedBytes } from "./allocated-bytes.ts";
import { createScriptedEpisode } from "./scripted-episode.ts";
import type { ScriptedEpisode } from "./scripted-episode.ts";

interface StepCase {
  readonly name: string;
  readonly model: MeasuredModelName;
  readonly policyLength: number;
  /** What a step may take, in microseconds. */
  readonly targetUs: number;
  /** What it takes pymdp, in microseconds. */
  readonly peerUs: number;
}

const CASES: readonly StepCase[] = [
  { name: "explorer, grid 5", model: "explorer 5", policyLength: 1, targetUs: 1.5, peerUs: 2957 },
  { name: "explorer, grid 10", model: "explorer 10", policyLength: 1, targetUs: 5, peerUs: 10_916 },
  {
    name: "explorer, grid 5, 125 policies of 3 steps",
    model: "explorer 5",
    policyLength: 3,
    targetUs: 50,
    peerUs: 272_535,
  },
  {
    name: "T-maze, 256 policies of 4 steps",
    model: "T-maze",
    policyLength: 4,
    targetUs: 120,
    peerUs: 271_359,
  },
  {
    name: "2 factors, 2 modalities, 216 policies of 3 steps",
    model: "2 factors, 2 modalities",
    policyLength: 3,
    targetUs: 150,
    peerUs: 407_886,
  },
  {
    name: "dense, 64 states and outcomes",
    model: "dense 64",
    policyLength: 1,
    targetUs: 25,
    peerUs: 9156,
  },
  {
    name: "dense, 256 states and outcomes",
    model: "dense 256",
    policyLength: 1,
    targetUs: 300,
    peerUs: 36_106,
  },
];

interface Stepping {
  readonly arena: InferenceArena;
  readonly episode: ScriptedEpisode;
  step: number;
}

function stepOnce(state: Stepping): Float64Array {
  const { arena, episode } = state;
  if (state.step === episode.observations.length) {
    arena.reset(0);
    state.step = 0;
  }
  arena.step(0, episode.observations[state.step]!);
  arena.setAction(0, episode.actions[state.step]!);
  state.step++;
  // The array, not a number of it: a number that leaves a function is boxed.
  return arena.workspace.policyPosterior;
}

group("inference/step", () => {
  for (const { name, model, policyLength, targetUs, peerUs } of CASES)
    bench(
      name,
      {
        setup(): Stepping {
          const compiled = MEASURED_MODELS[model]();
          const arena = createInferenceArena(compileProgram(compiled, { policyLength }), {
            agentCount: 1,
          });
          const state = { arena, episode: createScriptedEpisode(compiled), step: 0 };
          // One episode, because a first observation may well say nothing new.
          while (state.step < state.episode.observations.length) stepOnce(state);
          if (arena.counters[AGENT_COUNTERS.beliefChange] === 0)
            throw new Error("no belief changed in a whole episode: nothing was inferred");
          return state;
        },
        items: 1,
        itemsUnit: "steps",
        check: (posterior, { arena }) =>
          Math.abs(posterior.reduce((sum, probability) => sum + probability, 0) - 1) < 1e-9 &&
          arena.counters[AGENT_COUNTERS.step]! > 0 &&
          arena.beliefs.every(Number.isFinite),
        metrics: {
          allocatedBytesPerStep: {
            unit: "bytes",
            direction: "lower",
            measure: (state) => measureAllocatedBytes(() => stepOnce(state)),
          },
        },
        targets: [
          {
            component: "Inference",
            label: name,
            metric: "time",
            statistic: "median",
            below: us(targetUs),
          },
          {
            component: "Inference",
            label: `${name}: bytes`,
            metric: "allocatedBytesPerStep",
            statistic: "median",
            below: 1,
          },
        ],
        peers: [pymdp(peerUs)],
      },
      stepOnce,
    );
});
