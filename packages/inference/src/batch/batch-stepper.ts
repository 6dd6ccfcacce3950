import { selectAction } from "../actions/select-action.ts";
import type { InferenceArena } from "../arena.ts";
import { AGENT_COUNTERS } from "../arena.ts";
import { InvalidObservationError } from "../errors.ts";
import type { InferenceProgram } from "../inference-program.ts";
import { inferFromValues } from "../policies/infer-policies.ts";
import { flattenAction } from "../states/predict-prior.ts";
import { MISSING } from "../workspace.ts";
import { LaneProgram } from "./lane-program.ts";
import { LANE_COUNT } from "./multiply-lanes.ts";

/** Steps all agents of an arena. */
export interface BatchStepper {
  /**
   * One whole step of every agent. Beliefs, actions and counters of the arena are what stepping the
   * agents one by one would have left, to rounding; results in the workspace are those of no one agent.
   *
   * @param observations - row-major `[agentCount, modality]`: an outcome index each, or -1 for none.
   * @throws {InvalidObservationError} before any agent has stepped, naming the axis.
   */
  stepAll(observations: Int32Array): void;
  /**
   * Checks what `stepAll` would take, and steps nobody.
   *
   * @throws {InvalidObservationError} naming the axis.
   */
  check(observations: Int32Array): void;
}

/**
 * Prepares an arena for stepping all agents together.
 *
 * Programs with one factor in exact numerics take eight agents through every product at once, those with
 * the same last action side by side. Others are stepped one by one, which is what their structure allows
 * at present.
 */
export function createBatchStepper(arena: InferenceArena): BatchStepper {
  const { program, agentCount } = arena;
  const modalityCount = program.model.observations.length;
  const stepAgents = LaneProgram.isApplicable(program)
    ? createLaneStepper(arena)
    : createSerialStepper(arena);
  const check = (observations: Int32Array): void =>
    checkObservations(program, observations, agentCount * modalityCount);
  return {
    check,
    stepAll(observations) {
      check(observations);
      stepAgents(observations);
    },
  };
}

function checkObservations(
  { model }: InferenceProgram,
  seen: Int32Array,
  expectedLength: number,
): void {
  const { observations } = model;
  if (seen.length !== expectedLength)
    throw new InvalidObservationError("all", `${expectedLength} indices`, `${seen.length}`);
  for (let index = 0; index < seen.length; index++) {
    const { name, size } = observations[index % observations.length]!;
    if (seen[index]! < MISSING || seen[index]! >= size)
      throw new InvalidObservationError(
        name,
        `an integer in [0, ${size}), or -1 for none`,
        `${seen[index]} for agent ${Math.floor(index / observations.length)}`,
      );
  }
}

function createSerialStepper(arena: InferenceArena): (observations: Int32Array) => void {
  const stepOne = createSingleStepper(arena);
  return (observations) => {
    for (let agent = 0; agent < arena.agentCount; agent++) stepOne(agent, observations);
  };
}

function createLaneStepper(arena: InferenceArena): (observations: Int32Array) => void {
  const { program, agentCount, counters, actions, random, workspace } = arena;
  const lanes = new LaneProgram(program);
  const stepOne = createSingleStepper(arena);
  const { actionCount } = program.model.transitions[0]!;
  const controlCount = program.model.controls.length;
  const counterCount = counters.length / agentCount;
  // Agents ordered by the row of transitions that their prior needs: an action, or none yet.
  const order = new Int32Array(agentCount);
  const keys = new Int32Array(agentCount);
  const starts = new Int32Array(actionCount + 2);

  const sortByAction = (): void => {
    starts.fill(0);
    for (let agent = 0; agent < agentCount; agent++) {
      const isFirst = counters[agent * counterCount + AGENT_COUNTERS.step] === 0;
      const key = isFirst
        ? actionCount
        : flattenAction(program.model, 0, actions, agent * controlCount);
      keys[agent] = key;
      starts[key + 1]! += 1;
    }
    for (let key = 0; key <= actionCount; key++) starts[key + 1]! += starts[key]!;
    // Filling moves each start to its end, which is the next one's start.
    for (let agent = 0; agent < agentCount; agent++) {
      order[starts[keys[agent]!]!] = agent;
      starts[keys[agent]!]! += 1;
    }
  };

  return (observations) => {
    sortByAction();
    let first = 0;
    for (let key = 0; key <= actionCount; key++) {
      const end = starts[key]!;
      for (; first < end; first += LANE_COUNT) {
        const count = Math.min(LANE_COUNT, end - first);
        lanes.inferTile(arena, order, { first, count, key }, observations);
        for (let lane = 0; lane < count; lane++) {
          const agent = order[first + lane]!;
          // An impossible observation needs the rule for it, which the usual way has.
          if (!lanes.isUsable(lane)) {
            stepOne(agent, observations);
            continue;
          }
          lanes.readPolicyValues(lane, workspace);
          inferFromValues(program, workspace);
          const start = agent * controlCount;
          const policy = selectAction(program, workspace, actions, start, random, agent);
          const counter = agent * counterCount;
          counters[counter + AGENT_COUNTERS.policy] = policy + 1;
          counters[counter + AGENT_COUNTERS.policyStep] = policy < 0 ? 0 : 1;
          counters[counter + AGENT_COUNTERS.plan]! += 1;
        }
      }
      first = end;
    }
  };
}

/** Steps one agent the usual way. */
function createSingleStepper(
  arena: InferenceArena,
): (agent: number, observations: Int32Array) => void {
  const modalityCount = arena.program.model.observations.length;
  const observation: (number | null)[] = arena.program.model.observations.map(() => null);
  return (agent, observations) => {
    for (let modality = 0; modality < modalityCount; modality++) {
      const seen = observations[agent * modalityCount + modality]!;
      observation[modality] = seen === MISSING ? null : seen;
    }
    arena.step(agent, observation);
  };
}
