import { expect, test } from "vitest";

import { InvalidModelError } from "../errors.ts";
import { compileModel } from "./compile-model.ts";
import { TRANSITION_KERNELS } from "./compiled-model.ts";
import type { ModelDefinition } from "./model-definition.ts";

const STAY = [
  [[1], [0]],
  [[0], [1]],
];

const valid: ModelDefinition = {
  states: [{ name: "place", levels: ["left", "right"] }],
  observations: [{ name: "sound", levels: ["quiet", "loud"] }],
  likelihood: [
    [
      [0.9, 0.2],
      [0.1, 0.8],
    ],
  ],
  transition: [STAY],
};

const issuesOf = (definition: unknown): readonly string[] => {
  try {
    compileModel(definition as ModelDefinition);
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidModelError);
    expect((error as InvalidModelError).code).toBe("PACELINE_INVALID_MODEL");
    return (error as InvalidModelError).issues.map(
      ({ axis, expected, given }) => `${axis} must be ${expected}, got ${given}`,
    );
  }
  return [];
};

test("every mistake of a model is reported at once, by name", () => {
  const issues = issuesOf({
    ...valid,
    likelihood: [
      [
        [0.9, 0.2, 0],
        [0.1, 0.8, 1],
      ],
    ],
    preference: [[0, Number.NaN]],
    prior: [[0.5, 0.6]],
  });
  expect(issues).toEqual([
    'likelihood[0] (A, "sound") must be of shape [2, 2], got [2, 3]',
    'preference[0] (C, "sound"), entry 1 must be a finite number, got NaN',
    'prior[0] (D, "place") must be a distribution that sums to 1, got a sum of 1.1',
  ]);
});

test.for([
  [
    "a zero column",
    {
      ...valid,
      likelihood: [
        [
          [0.9, 0],
          [0.1, 0],
        ],
      ],
    },
    'likelihood[0] (A, "sound"), column 1 must be a distribution that sums to 1, got only zeros',
  ],
  [
    "a negative entry",
    {
      ...valid,
      likelihood: [
        [
          [1.1, 0.5],
          [-0.1, 0.5],
        ],
      ],
    },
    'likelihood[0] (A, "sound"), column 0 must be at least 0 everywhere, got -0.1',
  ],
  [
    "a column that does not sum to one",
    {
      ...valid,
      transition: [
        [
          [[1], [0.5]],
          [[0], [0.4]],
        ],
      ],
    },
    'transition[0] (B, "place"), column 1 must be a distribution that sums to 1, got a sum of 0.9',
  ],
  [
    "NaN",
    {
      ...valid,
      transition: [
        [
          [[Number.NaN], [0]],
          [[0], [1]],
        ],
      ],
    },
    'transition[0] (B, "place"), column 0 must be finite everywhere, got NaN',
  ],
  [
    "ragged rows",
    { ...valid, likelihood: [[[0.9, 0.2], [0.1]]] },
    "likelihood[0] (A) must be every row of the same length [2, 2], got ragged rows",
  ],
  [
    "a flat array whose length contradicts its shape",
    { ...valid, likelihood: [{ shape: [2, 2], data: [1, 0, 1] }] },
    "likelihood[0] (A) must be 4 entries for shape [2, 2], got 3 entries",
  ],
  [
    "an axis of another size than its array",
    { ...valid, states: [{ name: "place", levels: ["left", "middle", "right"] }] },
    'state axis "place" must be 2 levels, as its array has, got 3',
  ],
  [
    "a dependency on a factor that is not there",
    { ...valid, likelihoodDependencies: [[1]] },
    "likelihoodDependencies[0] must be different integers in [0, 1), got [1]",
  ],
  [
    "a missing likelihood",
    { ...valid, likelihood: undefined },
    "likelihood (A) must be a list with at least one array, got nothing",
  ],
  [
    "preferences of another number of outcomes",
    { ...valid, preference: [[0, 1, 2]] },
    'preference[0] (C, "sound") must be of shape [2], got [3]',
  ],
  [
    "a control that is not there",
    { ...valid, controllable: [3] },
    "controllable must be controls in [0, 1), got 3",
  ],
  [
    "something that is no array",
    { ...valid, likelihood: ["A"] },
    "likelihood[0] (A) must be nested arrays of numbers or { shape, data }, got string",
  ],
] as const)("%s is refused with the axis named", ([, definition, message]) => {
  expect(issuesOf(definition)).toContain(message);
});

test("a column of a float32 model, whose sum is off by rounding, is accepted", () => {
  const third = Math.fround(1 / 3);
  expect(
    issuesOf({ ...valid, prior: [[third, Math.fround(2 / 3)]] } satisfies ModelDefinition),
  ).toEqual([]);
});

test("the kernel of each action follows from its entries", () => {
  const stateCount = 8;
  const transition = {
    shape: [stateCount, stateCount, 4],
    data: Float64Array.from({ length: stateCount * stateCount * 4 }, (_, index) => {
      const action = index % 4;
      const previous = Math.floor(index / 4) % stateCount;
      const next = Math.floor(index / 4 / stateCount);
      if (action === 0) return Number(next === previous);
      if (action === 1) return Number(next === (previous + 1) % stateCount);
      if (action === 2)
        return next === previous ? 0.25 : next === (previous + 1) % stateCount ? 0.75 : 0;
      return 1 / stateCount;
    }),
  };
  const likelihood = [{ shape: [1, stateCount], data: new Float64Array(stateCount).fill(1) }];
  const { kernels, isReset } = compileModel({ likelihood, transition: [transition] })
    .transitions[0]!;
  const { identity, deterministic, sparse, dense } = TRANSITION_KERNELS;
  expect([...kernels]).toEqual([identity, deterministic, sparse, dense]);
  expect([...isReset]).toEqual([0, 0, 0, 1]);
});

test("a model that is cloned, as for another thread, shares its matrices", () => {
  const model = compileModel(valid);
  const clone = structuredClone(model);
  model.priors[0]![0] = 0.25;
  expect(clone.priors[0]![0]).toBe(0.25);
  expect(clone.likelihoods[0]!.values).toEqual(model.likelihoods[0]!.values);
});

test("what is not given is uniform, without preference, and controllable", () => {
  const { priors, preferences, isControllable, habit } = compileModel(valid);
  expect([...priors[0]!]).toEqual([0.5, 0.5]);
  expect([...preferences[0]!.values]).toEqual([0, 0]);
  expect(isControllable).toEqual([true]);
  expect(habit).toBeNull();
});
