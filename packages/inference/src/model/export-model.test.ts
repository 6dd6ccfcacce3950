import { expect, test } from "vitest";

import { createRandom, createRandomModel, MODEL_SHAPES } from "../../test/oracle/random-model.ts";
import { compileModel } from "./compile-model.ts";
import type { ModelDefinition } from "./model-definition.ts";
import { exportModel } from "./export-model.ts";

test.for(Object.entries(MODEL_SHAPES))(
  "a model that goes through JSON comes back equal: %s",
  ([, shape]) => {
    const model = createRandomModel(
      { ...shape, zeroRatio: 0.3, preferenceRange: 2 },
      createRandom(1),
    );
    const text = JSON.stringify(exportModel(model));
    const { buffer: _, ...back } = compileModel(JSON.parse(text) as ModelDefinition);
    const { buffer: __, ...original } = model;
    expect(back).toEqual(original);
  },
);

test("preferences that change along the policy and axes that cannot be controlled survive", () => {
  const definition: ModelDefinition = {
    likelihood: [
      [
        [1, 0],
        [0, 1],
      ],
    ],
    transition: [
      [
        [[1], [0]],
        [[0], [1]],
      ],
    ],
    preference: [
      [
        [0, 1, 2],
        [3, 4, 5],
      ],
    ],
    habit: [1],
    controllable: [],
  };
  const model = compileModel(definition);
  const back = compileModel(exportModel(model));
  expect([...back.preferences[0]!.values]).toEqual([0, 3, 1, 4, 2, 5]);
  expect(back.isControllable).toEqual([false]);
  expect([...back.habit!]).toEqual([1]);
});
