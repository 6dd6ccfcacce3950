/**
 * What does a plan cost?
 *
 * Measured: one plan from the first belief of an episode, in a new tree. `recursive` is pymdp's own search;
 * the others grow a tree best first, until everything that matters is in it or the budget is used up.
 */
import { us } from "@paceline/core";
import { bench, group } from "@paceline/harness/bench";

import { measureAllocatedBytes } from "../bench/allocated-bytes.ts";
import type { MeasuredModelName } from "../bench/measured-models.ts";
import { MEASURED_MODELS } from "../bench/measured-models.ts";
import { createInferenceAgent } from "../agent.ts";
import { compileProgram } from "../inference-program.ts";
import type { Planner } from "./planner.ts";
import { createPlanner } from "./planner.ts";
import type { PlannerOptions } from "./planner-options.ts";
import type { RecursiveSearchResult } from "./recursive-search.ts";
import { searchRecursively } from "./recursive-search.ts";

interface Scene {
  readonly planner: Planner;
  readonly beliefs: Float64Array;
}

function createScene(name: MeasuredModelName, options: PlannerOptions): Scene {
  const program = compileProgram(MEASURED_MODELS[name]());
  const agent = createInferenceAgent(program);
  agent.inferStates(program.model.observations.map(() => 0));
  return { planner: createPlanner(program, options), beliefs: agent.beliefs.slice() };
}

function planAnew({ planner, beliefs }: Scene): number {
  planner.forget();
  planner.plan(beliefs);
  return planner.nodeCount;
}

const allocatedBytesPerPlan = {
  unit: "bytes",
  direction: "lower",
  measure: (scene: Scene): number => measureAllocatedBytes(() => planAnew(scene)),
} as const;

group("inference/planning", () => {
  bench(
    "best first, T-maze, four steps",
    {
      setup: () => createScene("T-maze", { horizon: 4 }),
      check: (nodeCount, { planner }) => nodeCount > 1 && planner.isComplete,
      items: 1,
      itemsUnit: "plans",
      metrics: { allocatedBytesPerPlan },
    },
    planAnew,
  );

  bench(
    "best first, explorer 5, on a budget",
    {
      params: { nodeCountMax: { smoke: [50], full: [100, 1000] } },
      setup: ({ parameters: { nodeCountMax } }) =>
        createScene("explorer 5", { horizon: 6, nodeCountMax }),
      check: (nodeCount, _, { parameters: { nodeCountMax } }) =>
        nodeCount > 1 && nodeCount <= nodeCountMax,
      items: 1,
      itemsUnit: "plans",
      metrics: { allocatedBytesPerPlan },
    },
    planAnew,
  );

  bench(
    "recursive, 2 factors, 2 modalities, two steps",
    {
      setup: () => {
        const model = MEASURED_MODELS["2 factors, 2 modalities"]();
        const program = compileProgram(model, { numerics: "pymdp-1-legacy", policyPrecision: 1 });
        return { program, beliefs: Float64Array.from(model.priors.flatMap((prior) => [...prior])) };
      },
      check: ({ actionPosterior, nodeCount }: RecursiveSearchResult) =>
        nodeCount > 1 &&
        Math.abs(actionPosterior.reduce((sum, probability) => sum + probability, 0) - 1) < 1e-9,
      items: 1,
      itemsUnit: "plans",
      peers: [
        {
          peer: "pymdp 1.0.2 (legacy)",
          statistic: "min",
          value: us(510_000),
          measuredOn:
            "one core of a 2.8 GHz Xeon VM, Python 3.11.2, NumPy 1.24.2, OpenBLAS on one thread",
          source: "best of two runs, recursive sophisticated inference with a horizon of two",
        },
      ],
    },
    ({ program, beliefs }) => searchRecursively(program, beliefs, { horizon: 2 }),
  );
});
