import { describe, expect, test } from "vitest";

import { createRandom } from "../../test/oracle/random-model.ts";
import { createInferenceArena } from "../arena.ts";
import type { InferenceOptions } from "../inference-options.ts";
import { compileProgram } from "../inference-program.ts";
import { buildRandomModel } from "../model/build-random-model.ts";
import { compileModel } from "../model/compile-model.ts";
import { createBatchStepper } from "./batch-stepper.ts";

const oneFactor = { stateCounts: [9], obsCounts: [3, 2], actionCounts: [4] };
const twoFactors = { stateCounts: [3, 2], obsCounts: [3], actionCounts: [2, 2] };

describe("stepping all agents", () => {
  test.for([
    ["one factor, one step", oneFactor, {}],
    ["one factor, three steps", oneFactor, { policyLength: 3 }],
    ["one factor, seeded ties", oneFactor, { tieBreak: "seeded", tieTolerance: 0.5 }],
    ["one factor, stochastic", oneFactor, { selection: "stochastic", policyPrecision: 1 }],
    ["one factor, pymdp's conventions", oneFactor, { numerics: "pymdp-legacy" }],
    ["two factors", twoFactors, {}],
  ] satisfies [string, typeof oneFactor, InferenceOptions][])(
    "leaves what stepping them one by one leaves: %s",
    ([, extent, options]) => {
      const ratios = createRandom(3);
      const program = compileProgram(compileModel(buildRandomModel(extent, ratios)), options);
      const agentCount = 21;
      const serial = createInferenceArena(program, { agentCount, seed: 5 });
      const batch = createInferenceArena(program, { agentCount, seed: 5 });
      const stepper = createBatchStepper(batch);
      const sizes = extent.obsCounts;
      for (let step = 0; step < 6; step++) {
        const observations = Int32Array.from(
          { length: agentCount * sizes.length },
          (_, index) => Math.floor(ratios() * (sizes[index % sizes.length]! + 1)) - 1,
        );
        for (let agent = 0; agent < agentCount; agent++) {
          const seen = observations.subarray(agent * sizes.length, (agent + 1) * sizes.length);
          serial.step(
            agent,
            Array.from(seen, (index) => (index < 0 ? null : index)),
          );
        }
        stepper.stepAll(observations);
        expect([...batch.actions]).toEqual([...serial.actions]);
        expect([...batch.counters]).toEqual([...serial.counters]);
        for (const [index, belief] of serial.beliefs.entries())
          expect(Math.abs(batch.beliefs[index]! - belief)).toBeLessThan(1e-13);
      }
    },
  );

  test("keeps to the rule for impossible observations", () => {
    const certain = compileModel({
      likelihood: [{ shape: [2, 2], data: [1, 0, 0, 1] }],
      transition: [{ shape: [2, 2, 1], data: [1, 0, 0, 1] }],
      prior: [[1, 0]],
    });
    const arena = createInferenceArena(compileProgram(certain), { agentCount: 3 });
    createBatchStepper(arena).stepAll(Int32Array.from([0, 1, 0]));
    expect([...arena.beliefs].map((belief) => Math.round(belief * 2) / 2)).toEqual([
      1, 0, 0.5, 0.5, 1, 0,
    ]);
  });

  test("refuses observations that do not fit before any agent has stepped", () => {
    const program = compileProgram(compileModel(buildRandomModel(oneFactor, createRandom(1))));
    const arena = createInferenceArena(program, { agentCount: 2 });
    const stepper = createBatchStepper(arena);
    expect(() => stepper.stepAll(Int32Array.from([0, 0, 0, 2]))).toThrow(
      'on axis "observation1" must be an integer in [0, 2), or -1 for none, got 2 for agent 1',
    );
    expect(() => stepper.stepAll(Int32Array.from([0]))).toThrow("must be 4 indices, got 1");
    expect([...arena.counters].every((count) => count === 0)).toBe(true);
  });
});
