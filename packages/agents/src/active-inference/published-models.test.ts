import { readFile } from "node:fs/promises";

import { compileModel, compileProgram, createInferenceAgent } from "@paceline/inference";
import type { InferenceOptions, ModelDefinition, Tensor } from "@paceline/inference";
import { expect, test } from "vitest";

import { createOpenGridMap } from "../worlds/grid-map.ts";
import { collectorModel } from "./collector-model.ts";
import { coordinatorModel } from "./coordinator-model.ts";
import { explorerModel } from "./explorer-model.ts";
import { PERFORMANCE_MODES } from "./performance-mode.ts";

interface GoldenStep {
  readonly observation: number;
  readonly posterior: readonly number[];
  readonly G: readonly number[];
  readonly action: number;
  readonly isTie: boolean;
  readonly actionTaken: number;
}

interface GoldenCase {
  readonly id: string;
  readonly A: Tensor;
  /** Left out for one case, whose steps pin it down. */
  readonly B: Tensor | null;
  readonly C: readonly number[];
  readonly D: readonly number[];
  readonly params: { readonly gamma: number; readonly alpha: number; readonly policy_len: number };
  readonly steps: readonly GoldenStep[];
}

// Oracle: FreeAgentics' matrices run through pymdp 0.0.7.1 in float64; see the note in the file.
const GOLDEN_URL = new URL("../../test/golden/published-agents.json", import.meta.url);
const golden: { readonly cases: readonly GoldenCase[] } = JSON.parse(
  await readFile(GOLDEN_URL, "utf8"),
);

// Both sides compute in doubles from inputs that are equal to the last digits.
const TOLERANCE = 1e-9;

const { fast, balanced } = PERFORMANCE_MODES;
const OTHERS: InferenceOptions = { policyLength: 1, policyPrecision: 16, actionPrecision: 16 };

const explorer4: ModelDefinition = {
  ...explorerModel(createOpenGridMap(4), "as-published"),
  // These two cases were made with the double weight in row 1, column 2, not in the centre.
  prior: [Array.from({ length: 16 }, (_, cell) => (cell === 6 ? 2 : 1) / 17)],
};

test.for([
  {
    id: "explorer-grid5-fast-float64B",
    model: explorerModel(createOpenGridMap(5), "as-published"),
    options: fast,
  },
  { id: "explorer-grid4-fast-float64B", model: explorer4, options: fast },
  { id: "explorer-grid4-balanced-float64B", model: explorer4, options: balanced },
  {
    id: "collector3",
    model: collectorModel(createOpenGridMap(3), "as-published"),
    options: OTHERS,
    // The original numbers this agent's cells column by column.
    order: [0, 3, 6, 1, 4, 7, 2, 5, 8],
  },
  { id: "coordinator3", model: coordinatorModel(3), options: OTHERS },
])("$id has the published matrices and decides as published", ({ id, model, options, order }) => {
  const published = golden.cases.find((each) => each.id === id);
  if (published === undefined) throw new Error(`no golden case ${id}`);
  const expected = order === undefined ? published : renumberStates(published, order);
  expect(options).toMatchObject({
    policyLength: expected.params.policy_len,
    policyPrecision: expected.params.gamma,
    actionPrecision: expected.params.alpha,
  });
  expectMatrices(model, expected);

  const program = compileProgram(compileModel(model), { ...options, numerics: "pymdp-legacy" });
  const agent = createInferenceAgent(program, { seed: 1 });
  for (const step of expected.steps) {
    const action = agent.step([step.observation])[0];
    expectClose(agent.beliefs, step.posterior);
    expectClose(agent.result.policyValues, step.G);
    if (!step.isTie) expect(action).toBe(step.action);
    agent.setAction([step.actionTaken]);
  }
});

/** The case with its states in another order; A and D are the same in every state where this is used. */
function renumberStates(published: GoldenCase, order: readonly number[]): GoldenCase {
  const { B, steps } = published;
  if (B === null) throw new Error("the case has no B to renumber");
  const [stateCount, , actionCount] = B.shape as readonly [number, number, number];
  const data = Array.from(B.data, (_, index) => {
    const action = index % actionCount;
    const previous = Math.floor(index / actionCount) % stateCount;
    const next = Math.floor(index / actionCount / stateCount);
    return B.data[(order[next]! * stateCount + order[previous]!) * actionCount + action]!;
  });
  return {
    ...published,
    B: { shape: B.shape, data },
    steps: steps.map((step) => ({
      ...step,
      posterior: order.map((state) => step.posterior[state]!),
    })),
  };
}

function expectMatrices(model: ModelDefinition, { A, B, C, D }: GoldenCase): void {
  const [likelihood, transition] = [model.likelihood[0] as Tensor, model.transition[0] as Tensor];
  expect(likelihood.shape).toEqual(A.shape);
  expectClose(likelihood.data, Array.from(A.data));
  if (B !== null) {
    expect(transition.shape).toEqual(B.shape);
    expectClose(transition.data, Array.from(B.data));
  }
  expect(model.preference?.[0]).toEqual(C);
  const even = Array.from(D, () => 1 / D.length);
  expectClose((model.prior?.[0] as readonly number[] | undefined) ?? even, D);
}

function expectClose(actual: ArrayLike<number>, expected: readonly number[]): void {
  const differences = Array.from(actual, (value, index) => Math.abs(value - expected[index]!));
  expect(actual.length).toBe(expected.length);
  expect(Math.max(...differences)).toBeLessThan(TOLERANCE);
}
