/**
 * What does a step cost when many agents take it together, and what does one more agent cost?
 *
 * Measured: one step of every explorer of a crowd, as a batch, and as one agent after the
 * other for comparison; one iteration is a step of the whole crowd. `slabBytesPerAgent` is what an agent
 * takes besides the model it shares. Not measured: making the observations.
 */
import { createRandom } from "@paceline/core";
import { bench, group } from "@paceline/harness/bench";

import type { InferenceArena } from "../arena.ts";
import { AGENT_COUNTERS, arenaByteLength, createInferenceArena } from "../arena.ts";
import { createBatchStepper } from "../batch/batch-stepper.ts";
import { compileProgram } from "../inference-program.ts";
import { compileExplorer } from "./measured-models.ts";

interface Crowd {
  readonly arena: InferenceArena;
  readonly observations: Int32Array;
  readonly stepAll: (observations: Int32Array) => void;
}

function createCrowd(gridSize: number, agentCount: number, isBatch: boolean): Crowd {
  const arena = createInferenceArena(compileProgram(compileExplorer(gridSize)), { agentCount });
  const random = createRandom(3);
  const stepper = createBatchStepper(arena);
  const stepOneByOne = (observations: Int32Array): void => {
    for (let agent = 0; agent < agentCount; agent++) arena.step(agent, observations[agent]!);
  };
  return {
    arena,
    observations: Int32Array.from({ length: agentCount }, () => random.nextIndex(3)),
    stepAll: isBatch ? (observations) => stepper.stepAll(observations) : stepOneByOne,
  };
}

group("inference/batch", () => {
  bench(
    "one step of every explorer",
    {
      params: {
        gridSize: { smoke: [5], full: [5, 10] },
        agentCount: { smoke: [16], full: [10_000] },
        way: { smoke: ["together", "one by one"], full: ["together", "one by one"] },
      },
      setup: ({ parameters: { gridSize, agentCount, way } }) =>
        createCrowd(gridSize, agentCount, way === "together"),
      items: ({ agentCount }) => agentCount,
      itemsUnit: "steps",
      check: (_, { arena }) =>
        arena.counters[AGENT_COUNTERS.beliefChange]! > 0 && arena.beliefs.every(Number.isFinite),
      metrics: {
        slabBytesPerAgent: {
          unit: "bytes",
          direction: "lower",
          measure: ({ arena }) =>
            arenaByteLength(arena.program, arena.agentCount) / arena.agentCount,
        },
      },
      // Two beliefs of S states in doubles and 300 bytes: 700 for grid 5, 1,900 for grid 10.
      targets: [5, 10].map((gridSize) => ({
        component: "Inference",
        label: `memory per agent, grid ${gridSize}`,
        metric: "slabBytesPerAgent",
        statistic: "median",
        below: 2 * gridSize ** 2 * Float64Array.BYTES_PER_ELEMENT + 300,
        when: { gridSize },
      })),
    },
    ({ stepAll, observations }) => stepAll(observations),
  );
});
