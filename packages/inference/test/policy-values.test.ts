import { expect, test } from "vitest";

import { compileProgram, createInferenceAgent } from "@paceline/inference";

import { createRandom, createRandomModel, MODEL_SHAPES } from "./oracle/random-model.ts";
import { valuePoliciesByEnumeration } from "./oracle/value-policies.ts";

const SEEDS = Array.from({ length: 6 }, (_, seed) => seed);

// Oracle: the definition, by enumeration of all joint states and joint outcomes.
test.for(
  Object.entries(MODEL_SHAPES).flatMap(([name, shape]) =>
    [0, 0.6].flatMap((zeroRatio) =>
      [1, 2].map((policyLength) => ({ name, shape, zeroRatio, policyLength })),
    ),
  ),
)(
  "values of policies equal their definition: $name, zeros $zeroRatio, $policyLength steps",
  ({ shape, zeroRatio, policyLength }) => {
    for (const seed of SEEDS) {
      const random = createRandom(seed);
      const model = createRandomModel({ ...shape, zeroRatio, preferenceRange: 2 }, random);
      const program = compileProgram(model, { policyLength });
      expect(program.informationGainScope).toBe("connected");
      const agent = createInferenceAgent(program, { seed });
      for (let step = 0; step < 3; step++) {
        agent.step(model.observations.map(({ size }) => Math.floor(random() * size)));
        const beliefs = model.states.map((_, factor) => agent.belief(factor));
        const expected = valuePoliciesByEnumeration(model, program.policies, beliefs);
        for (const [policy, { utility, stateInformationGain }] of expected.entries()) {
          expect(agent.result.utility[policy]).toBeCloseTo(utility, 11);
          expect(agent.result.stateInformationGain[policy]).toBeCloseTo(stateInformationGain, 11);
        }
      }
    }
  },
);
