import { bench, group } from "@paceline/harness/bench";

/** Seven kinds of code for `pair-audit.ts`: from pure latency to allocation, hashing and calls into V8. */

function spin(): number {
  let state = 123_456_789;
  for (let step = 0; step < 700; step += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
  }
  return state;
}

const numbers = Array.from({ length: 1000 }, (_, index) => index * 1.5);

function sum(): number {
  let total = 0;
  for (const value of numbers) total += value;
  return total;
}

const allocate = (): readonly { readonly index: number; readonly next: unknown }[] =>
  Array.from({ length: 20 }, (_, index) => ({ index, next: null }));

const keys = Array.from({ length: 100 }, (_, index) => `key-${index * 7919}`);

function countInMap(): number {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  let total = 0;
  for (const key of keys) total += counts.get(key) ?? 0;
  return total;
}

const message = {
  id: "agent-17",
  position: [3, 4],
  beliefs: Array.from({ length: 20 }, (_, index) => index / 20),
};

const throughJson = (): unknown => JSON.parse(JSON.stringify(message));

const STATE_COUNT = 25;
const OBSERVATION_COUNT = 5;
const ACTION_COUNT = 5;
const likelihood = Float64Array.from(
  { length: OBSERVATION_COUNT * STATE_COUNT },
  (_, index) => 0.1 + ((index * 37) % 11) / 11,
);
const belief = new Float64Array(STATE_COUNT).fill(1 / STATE_COUNT);
const predicted = new Float64Array(STATE_COUNT);
const energies = new Float64Array(ACTION_COUNT);

/** One step of an agent with 25 states: update by an observation, then the expected free energy of 5 moves. */
function stepPomdp(): number {
  const observation = 2;
  let norm = 0;
  for (let state = 0; state < STATE_COUNT; state += 1) {
    predicted[state] = belief[state]! * likelihood[observation * STATE_COUNT + state]!;
    norm += predicted[state]!;
  }
  let best = 0;
  for (let action = 0; action < ACTION_COUNT; action += 1) {
    let energy = 0;
    for (let seen = 0; seen < OBSERVATION_COUNT; seen += 1) {
      let probability = 0;
      for (let state = 0; state < STATE_COUNT; state += 1) {
        const from = (state + action) % STATE_COUNT;
        probability += (likelihood[seen * STATE_COUNT + state]! * predicted[from]!) / norm;
      }
      energy += probability * Math.log(probability + 1e-16);
    }
    energies[action] = energy;
    if (energy < energies[best]!) best = action;
  }
  return best;
}

const shuffled = Array.from({ length: 100 }, (_, index) => (index * 7919) % 101);

const sortCopy = (): readonly number[] => shuffled.toSorted((a, b) => a - b);

group("pair audit", () => {
  bench("spin", spin);
  bench("sum", sum);
  bench("allocate", allocate);
  bench("map", countInMap);
  bench("json", throughJson);
  bench("pomdp", stepPomdp);
  bench("sort", sortCopy);
});
