import { expect, test } from "vitest";

import { deadEndOutbox } from "../outbox.ts";
import { createOpenGridMap } from "../worlds/grid-map.ts";
import { createGridWorld } from "../worlds/grid-world.ts";
import { createExplorer } from "./explorer.ts";

const MAP = createOpenGridMap(3, [8]);

test("after the first step, free energy is surprise: complexity less accuracy is -ln p(o)", () => {
  const agent = createExplorer(1, { map: MAP.text });
  agent.step(createGridWorld({ map: MAP }).place(1, 0), deadEndOutbox);
  const metrics = agent.metrics();

  // Closed form. The prior is 1/10 in each of 9 cells and 2/10 in the centre; the sensor is right with
  // 0.9 + 0.1/9 and says each other cell with 0.1/9.
  const wrong = 0.1 / 9;
  const evidence = (0.9 + wrong) * 0.1 + wrong * 0.9;
  const right = ((0.9 + wrong) * 0.1) / evidence;
  const centre = (wrong * 0.2) / evidence;
  const other = (wrong * 0.1) / evidence;
  expect([...agent.beliefs].slice(0, 5)).toEqual(
    [right, other, other, other, centre].map((belief) => expect.closeTo(belief, 12)),
  );
  const entropy = -[right, centre, ...Array.from({ length: 7 }, () => other)].reduce(
    (sum, belief) => sum + belief * Math.log(belief),
    0,
  );
  // The offset of 1e-10 in each logarithm is worth a few 1e-8 at the smallest of these probabilities.
  expect(metrics.beliefEntropyNats).toBeCloseTo(entropy, 7);
  expect(metrics.freeEnergyNats).toBeCloseTo(-Math.log(evidence), 6);
  expect(metrics.freeEnergyNats).toBeCloseTo(metrics.complexityNats - metrics.accuracyNats, 12);
  expect(metrics.surpriseNats).toBeCloseTo(-Math.log(0.9 + wrong), 9);
  expect(metrics.policyValueNatsMin).toBeLessThan(metrics.policyValueNatsMax);
});

/** Eight actions of one agent, which is asked for its metrics after each, or is not. */
const walkEightSteps = (isAsking: boolean): readonly string[] => {
  const agent = createExplorer(1, { map: MAP.text, seed: 3 });
  const world = createGridWorld({ map: MAP });
  let seen = world.place(1, 0);
  return Array.from({ length: 8 }, () => {
    const action = agent.step(seen, deadEndOutbox);
    seen = world.step(1, action);
    if (isAsking) agent.metrics();
    return action;
  });
};

test("asking for metrics changes nothing that the agent does", () => {
  expect(walkEightSteps(true)).toEqual(walkEightSteps(false));
});
