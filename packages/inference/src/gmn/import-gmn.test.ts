import { expect, test } from "vitest";

import { createInferenceAgent } from "../agent.ts";
import { compileModel } from "../model/compile-model.ts";
import { importGmn } from "./import-gmn.ts";

const text = `
# A walker on four places, in the text form, with properties over several lines.
[nodes]
place: state {num_states: 4}
seen: observation {num_observations: 4}
move: action {num_actions: 5}
belief: belief
wish: preference {preferred_observation: 2}
sight: likelihood
step: transition
ask: llm_query {
  trigger_condition: "on_observation",
  prompt_template: "You are at {obs}, what next?"
}

[edges]
place -> sight: depends_on
sight -> seen: generates
place -> step: depends_on
move -> step: depends_on
wish -> seen: depends_on
belief -> place: depends_on
seen -> ask: queries
ask -> move: updates
`;

test("the text form becomes a model, with what is not given uniform or unchanging", () => {
  const { definition, queries } = importGmn(text);
  const model = compileModel(definition);
  expect(model.states.map(({ name, size }) => [name, size])).toEqual([["place", 4]]);
  expect(model.controls.map(({ name, size }) => [name, size])).toEqual([["move", 5]]);
  expect([...model.likelihoods[0]!.values]).toEqual(Array.from({ length: 16 }, () => 0.25));
  expect([...model.transitions[0]!.kernels]).toEqual([3, 3, 3, 3, 3]);
  expect([...model.preferences[0]!.values]).toEqual([0, 0, 1, 0]);
  expect([...model.priors[0]!]).toEqual([0.25, 0.25, 0.25, 0.25]);
  expect(queries).toEqual([
    {
      id: "ask",
      triggerCondition: "on_observation",
      promptTemplate: "You are at {obs}, what next?",
      responseParser: "json",
      updateTargets: ["move"],
      contextNodes: ["seen"],
    },
  ]);
});

const json = {
  nodes: [
    { id: "place", type: "state", properties: { num_states: 2 } },
    { id: "light", type: "state", properties: { num_states: 2 } },
    { id: "seen", type: "observation", properties: { num_observations: 2 } },
    { id: "move", type: "action", properties: { num_actions: 2 } },
    {
      id: "sight",
      type: "likelihood",
      properties: {
        matrix: [
          [
            [1, 0.5],
            [0, 0.5],
          ],
          [
            [0, 0.5],
            [1, 0.5],
          ],
        ],
      },
    },
    {
      id: "step",
      type: "transition",
      properties: {
        matrix: [
          [
            [1, 0],
            [1, 0],
          ],
          [
            [0, 1],
            [0, 1],
          ],
        ],
      },
    },
    { id: "wish", type: "preference", properties: { vector: [0, 2] } },
    { id: "start", type: "belief", properties: { vector: [1, 0] } },
  ],
  edges: [
    { source: "place", target: "sight", type: "depends_on" },
    { source: "light", target: "sight", type: "depends_on" },
    { source: "sight", target: "seen", type: "generates" },
    { source: "step", target: "place", type: "influences" },
    { source: "move", target: "step", type: "depends_on" },
    { source: "wish", target: "seen", type: "depends_on" },
    { source: "start", target: "place", type: "depends_on" },
  ],
};

test("JSON, as text or as an object, becomes a model of several factors that an agent acts on", () => {
  const { definition } = importGmn(json);
  expect(importGmn(JSON.stringify(json)).definition).toEqual(definition);
  const agent = createInferenceAgent(compileModel(definition), { seed: 1 });
  // Only the second place shows the preferred outcome, and only when the light is on.
  expect([...agent.step([0])]).toEqual([1]);
});

test("everything wrong with a specification is said at once", () => {
  const spec = `
[nodes]
place: state {num_states: 2}
seen: observation {num_observations: 2}
sight: likelihoood
this is not a node

[edges]
place -> nowhere: depends_on
place -> seen: resembles
`;
  const attempt = (): unknown => importGmn(spec);
  expect(attempt).toThrow("GMN line 6 must be a node");
  expect(attempt).toThrow('GMN node "sight" type must be one of state, observation');
  expect(attempt).toThrow('GMN edge 0 target must be the id of a node, got "nowhere"');
  expect(attempt).toThrow("GMN edge 1 type must be one of depends_on");
  expect(attempt).toThrow("GMN nodes must be at least one of type action, got none");
});

test.for([
  [{ ...json, edges: json.edges.slice(3) }, 'GMN node "seen" must be one with one likelihood'],
  [{ ...json, edges: json.edges.slice(2) }, 'GMN node "sight" must be one that depends on a state'],
  [{ nodes: json.nodes }, "GMN edges must be a list, got nothing"],
  ["{ not json", "GMN must be JSON or the text form"],
  [
    {
      ...json,
      nodes: json.nodes.map((node) =>
        node.id === "move" ? { ...node, properties: { num_actions: 0 } } : node,
      ),
    },
    'GMN node "move" num_actions must be a positive integer, got 0',
  ],
] as const)("what the edges or counts leave open is refused", ([spec, message]) => {
  expect(() => importGmn(spec)).toThrow(message);
});
