import { InferenceAbsentError } from "../errors.ts";
import type { InferringAgent } from "./inferring-agent.ts";

/** What the agents' beliefs did while the canary watched. */
export interface InferenceEvidence {
  readonly agentCount: number;
  /** Posteriors computed, over all agents. */
  readonly beliefUpdateCount: number;
  /** Σ |posterior - previous posterior|, over all agents, states and updates. */
  readonly beliefMovement: number;
}

/** Watches agents from its creation until `check`. */
export interface InferenceCanary {
  /**
   * @throws {InferenceAbsentError} when an agent's beliefs are not a distribution, were not updated, or
   *   did not move: its actions then come from something else than inference.
   */
  check(): InferenceEvidence;
}

/** Movement below it is rounding: a posterior that follows from an informative observation moves by far more. */
const BELIEF_MOVEMENT_MIN = 1e-6;
/** How far a belief may be from a sum of 1. */
const SUM_TOLERANCE = 1e-9;

/**
 * Starts to watch. A benchmark of agents makes one before the work and checks it after, so that agents
 * which silently fell back to something cheaper cannot look fast.
 */
export function createInferenceCanary(agents: readonly InferringAgent[]): InferenceCanary {
  const starts = agents.map((agent) => ({
    agent,
    beliefUpdateCount: agent.beliefUpdateCount,
    beliefMovement: agent.beliefMovement,
  }));

  return {
    check() {
      if (agents.length === 0) throw new InferenceAbsentError("there are no agents to watch");
      let beliefUpdateCount = 0;
      let beliefMovement = 0;
      for (const start of starts) {
        const updates = start.agent.beliefUpdateCount - start.beliefUpdateCount;
        const movement = start.agent.beliefMovement - start.beliefMovement;
        checkAgent(start.agent, updates, movement);
        beliefUpdateCount += updates;
        beliefMovement += movement;
      }
      return { agentCount: agents.length, beliefUpdateCount, beliefMovement };
    },
  };
}

function checkAgent(agent: InferringAgent, updateCount: number, movement: number): void {
  const fail = (fault: string): never => {
    throw new InferenceAbsentError(`agent ${JSON.stringify(agent.id)} did not infer: ${fault}`);
  };
  let sum = 0;
  for (const belief of agent.beliefs) {
    if (!(belief >= 0)) fail(`its beliefs hold ${belief}`);
    sum += belief;
  }
  if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) fail(`its beliefs sum to ${sum}`);
  // The negated comparisons also catch NaN.
  if (!(updateCount > 0)) fail(`its beliefs were updated ${updateCount} times`);
  if (!(movement > BELIEF_MOVEMENT_MIN)) {
    fail(`its beliefs moved by ${movement} in ${updateCount} updates`);
  }
}
