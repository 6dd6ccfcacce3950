import type { ModelDefinition, Tensor } from "@paceline/inference";

/** What a coordinator sees of its coalitions, in the published order. */
export const COORDINATOR_OUTCOMES = [
  "empty",
  "forming",
  "active",
  "conflict",
  "success",
  "failure",
  "idle",
  "unknown",
] as const;

export type CoordinatorOutcome = (typeof COORDINATOR_OUTCOMES)[number];

/** What a coordinator can do, in the published order. */
export const COORDINATOR_ACTIONS = [
  "invite",
  "exclude",
  "merge",
  "split",
  "coordinate",
  "dissolve",
] as const;

export type CoordinatorAction = (typeof COORDINATOR_ACTIONS)[number];

/** C, by outcome: log preferences, in nats. */
const PREFERENCES = [-0.2, 0.5, 1.5, -2, 2, -3, -0.5, -1] as const;
/** Coalitions that the model can hold; beyond it, members are left out of the state. */
const STATE_COUNT_MAX = 64;
/** Members that an action looks at. */
const MEMBER_COUNT_MAX = 6;
/** Outcomes that one invitation or exclusion may have. */
const BRANCH_COUNT_MAX = 3;
/** Added to every entry of A before it is normalised. */
const LIKELIHOOD_FLOOR = 1e-10;

/** A weight for each state that an action may lead to; of entries for one state, the last counts. */
type Branches = readonly (readonly [state: number, weight: number])[];

/**
 * The generative model of FreeAgentics' `CoalitionCoordinatorAgent`: one factor, the set of agents in
 * the coalition as bits; eight outcomes that depend on its size only; six actions. Even prior.
 *
 * @param agentCountMax - agents that may be in the coalition, at least 2.
 *
 * @see FreeAgentics, `agents/coalition_coordinator_agent.py`.
 */
export function coordinatorModel(agentCountMax: number): ModelDefinition {
  const stateCount = Math.min(2 ** agentCountMax, STATE_COUNT_MAX);
  const sizeMax = Math.min(Math.floor(agentCountMax / 2), 5);
  const memberCount = Math.min(agentCountMax, MEMBER_COUNT_MAX);
  return {
    name: `coordinator of ${agentCountMax}`,
    states: [{ name: "coalition", levels: stateCount }],
    observations: [{ name: "status", levels: COORDINATOR_OUTCOMES }],
    controls: [{ name: "act", levels: COORDINATOR_ACTIONS }],
    likelihood: [coordinatorLikelihood(stateCount, sizeMax)],
    transition: [coordinatorTransition(stateCount, sizeMax, memberCount)],
    preference: [PREFERENCES],
  };
}

/** A: shape `[outcome, state]`. */
function coordinatorLikelihood(stateCount: number, sizeMax: number): Tensor {
  const outcomeCount = COORDINATOR_OUTCOMES.length;
  const data = new Float64Array(outcomeCount * stateCount);
  for (let state = 0; state < stateCount; state++) {
    const weights = statusWeights(countMembers(state), sizeMax);
    const sum = 1 + outcomeCount * LIKELIHOOD_FLOOR;
    for (const [outcome, name] of COORDINATOR_OUTCOMES.entries()) {
      data[outcome * stateCount + state] = ((weights[name] ?? 0) + LIKELIHOOD_FLOOR) / sum;
    }
  }
  return { shape: [outcomeCount, stateCount], data };
}

function statusWeights(
  size: number,
  sizeMax: number,
): Readonly<Partial<Record<CoordinatorOutcome, number>>> {
  if (size === 0) return { empty: 0.8, unknown: 0.2 };
  if (size === 1) return { idle: 0.7, empty: 0.3 };
  if (size > sizeMax) return { conflict: 0.5, failure: 0.3, active: 0.2 };
  if (size === 2) return { forming: 0.6, active: 0.4 };
  return { active: 0.7, success: 0.2, conflict: 0.1 };
}

/** B: shape `[next, previous, action]`. */
function coordinatorTransition(stateCount: number, sizeMax: number, memberCount: number): Tensor {
  const actionCount = COORDINATOR_ACTIONS.length;
  const data = new Float64Array(stateCount * stateCount * actionCount);
  for (let state = 0; state < stateCount; state++) {
    for (const [actionIndex, action] of COORDINATOR_ACTIONS.entries()) {
      const branches = branchesOf(action, state, sizeMax, memberCount);
      const weights = new Map(branches.filter(([next]) => next < stateCount));
      const sum = [...weights.values()].reduce((total, weight) => total + weight, 0);
      for (const [next, weight] of weights) {
        data[(next * stateCount + state) * actionCount + actionIndex] = weight / sum;
      }
    }
  }
  return { shape: [stateCount, stateCount, actionCount], data };
}

function branchesOf(
  action: CoordinatorAction,
  state: number,
  sizeMax: number,
  memberCount: number,
): Branches {
  const bits = Array.from({ length: memberCount }, (_, index) => 1 << index);
  const free = bits.filter((bit) => (state & bit) === 0);
  const taken = bits.filter((bit) => (state & bit) !== 0);
  const stay: Branches = [[state, 1]];
  switch (action) {
    case "invite":
      return free.length === 0 ? stay : evenly(free.map((bit) => state | bit));
    case "exclude":
      return taken.length === 0 ? stay : evenly(taken.map((bit) => state & ~bit));
    case "merge":
      return countMembers(state) >= sizeMax || free.length === 0
        ? stay
        : [
            [state | free[0]!, 0.6],
            [state, 0.4],
          ];
    case "split":
      return splitBranches(state, taken);
    case "coordinate":
      return stay;
    case "dissolve":
      return [
        [0, 0.8],
        [state, 0.2],
      ];
    default:
      return action satisfies never;
  }
}

/** Half of the members leave, those with the lowest bits; a lone member usually leaves too. */
function splitBranches(state: number, taken: readonly number[]): Branches {
  const size = countMembers(state);
  if (size <= 1) {
    return [
      [0, 0.8],
      [state, 0.2],
    ];
  }
  const leaving = taken.slice(0, Math.floor(size / 2)).reduce((mask, bit) => mask | bit, 0);
  return [
    [state & ~leaving, 0.7],
    [state, 0.3],
  ];
}

const evenly = (states: readonly number[]): Branches =>
  states.slice(0, BRANCH_COUNT_MAX).map((state) => [state, 1] as const);

function countMembers(state: number): number {
  let count = 0;
  for (let rest = state; rest !== 0; rest &= rest - 1) count++;
  return count;
}
