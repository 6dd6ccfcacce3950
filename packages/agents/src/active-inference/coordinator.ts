import { InvalidOptionError } from "@paceline/core";
import { compileModel, compileProgram } from "@paceline/inference";
import type { InferenceProgram } from "@paceline/inference";

import type { AgentDefinition } from "../agent.ts";
import type { AgentId } from "../message.ts";
import {
  COORDINATOR_ACTIONS,
  COORDINATOR_OUTCOMES,
  coordinatorModel,
} from "./coordinator-model.ts";
import type { CoordinatorAction, CoordinatorOutcome } from "./coordinator-model.ts";
import { PomdpAgent } from "./inferring-agent.ts";
import type { InferringAgent, InferringAgentOptions, SavedPomdpAgent } from "./inferring-agent.ts";
import { sharedPrograms } from "./program-cache.ts";

/** As published. */
const AGENT_COUNT_MAX = 10;
/** γ and α, as published. */
const PRECISION = 16;

export interface CoordinatorOptions extends InferringAgentOptions {
  /**
   * Agents that it may bring together. The model tells 6 of them apart.
   *
   * @defaultValue 10
   */
  readonly agentCountMax?: number;
}

export interface CoordinatorObservation {
  /** How well each active coalition does, 0 to 1. */
  readonly performanceRatios: readonly number[];
}

/** Forms, keeps and dissolves coalitions, by how the active ones do. */
export type Coordinator = InferringAgent<CoordinatorObservation, CoordinatorAction>;

/**
 * Creates a coordinator. Coordinators of the same size share one compiled model.
 *
 * @throws {InvalidOptionError} when an option is not valid.
 */
export const createCoordinator = (id: AgentId, options: CoordinatorOptions = {}): Coordinator =>
  new CoalitionCoordinator(id, options);

/** For backends. */
export const coordinator: AgentDefinition<CoordinatorOptions> = {
  kind: "coordinator",
  module: import.meta.url,
  create: createCoordinator,
  restore(id, options, saved) {
    const agent = new CoalitionCoordinator(id, options);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an agent of this definition saved it
    agent.resume(saved as SavedPomdpAgent);
    return agent;
  },
};

class CoalitionCoordinator extends PomdpAgent<CoordinatorObservation, CoordinatorAction> {
  constructor(id: AgentId, options: CoordinatorOptions) {
    const { agentCountMax = AGENT_COUNT_MAX } = options;
    const program = sharedPrograms.get(`coordinator ${agentCountMax}`, () =>
      compileCoordinator(agentCountMax),
    );
    super(id, program, COORDINATOR_ACTIONS, options);
  }

  protected override outcomeOf({ performanceRatios }: CoordinatorObservation): number {
    return COORDINATOR_OUTCOMES.indexOf(statusOf(performanceRatios));
  }
}

/** The published reading of how the coalitions do. */
export function statusOf(performanceRatios: readonly number[]): CoordinatorOutcome {
  const [only] = performanceRatios;
  if (only === undefined) return "empty";
  if (performanceRatios.length === 1) {
    if (only > 0.8) return "success";
    if (only > 0.6) return "active";
    return only > 0.3 ? "forming" : "conflict";
  }
  const sum = performanceRatios.reduce((total, ratio) => total + ratio, 0);
  const mean = sum / performanceRatios.length;
  if (mean > 0.7) return "success";
  return mean > 0.4 ? "active" : "conflict";
}

function compileCoordinator(agentCountMax: number): InferenceProgram {
  if (!Number.isSafeInteger(agentCountMax) || agentCountMax < 2 || agentCountMax > 30) {
    throw new InvalidOptionError([
      { path: "agentCountMax", expected: "an integer from 2 to 30", received: agentCountMax },
    ]);
  }
  return compileProgram(compileModel(coordinatorModel(agentCountMax)), {
    policyLength: 1,
    policyPrecision: PRECISION,
    actionPrecision: PRECISION,
  });
}
