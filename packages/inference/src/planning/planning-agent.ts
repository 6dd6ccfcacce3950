import { selectAction } from "../actions/select-action.ts";
import type { InferenceAgent } from "../agent.ts";
import { createInferenceAgent } from "../agent.ts";
import { InvalidInferenceOptionError } from "../errors.ts";
import type { InferenceProgram } from "../inference-program.ts";
import type { Observation } from "../states/read-observation.ts";
import type { Planner } from "./planner.ts";
import { createPlanner } from "./planner.ts";
import type { PlannerOptions } from "./planner-options.ts";

export interface PlanningAgentOptions extends PlannerOptions {
  /**
   * Steps from one planning to the next. In between the agent follows its plan, as long as what it sees
   * is in the plan.
   *
   * @defaultValue 1
   */
  readonly planStepCount?: number;
  /**
   * Surprise about an observation, in nats, beyond which the agent plans again at once.
   *
   * @defaultValue Infinity: only when the plan does not cover the observation
   */
  readonly surpriseNatsMax?: number;
  /** @defaultValue 1 */
  readonly seed?: number;
}

/** An agent that plans with a tree, keeps the part of it that came true, and may plan only now and then. */
export interface PlanningAgent {
  readonly program: InferenceProgram;
  readonly planner: Planner;
  /** Beliefs, free energy and counters are those of an agent without a plan. */
  readonly inference: InferenceAgent;
  /** One whole step; the agent's own array, overwritten by its next step. */
  step(observation: Observation): Int32Array;
  /** Overrides the action that conditions the next prior. */
  setAction(actions: ArrayLike<number>): void;
  /** Back to before the first observation. */
  reset(): void;
  /** Steps at which the agent planned, and at which it only followed its plan. */
  readonly planCount: number;
  readonly followCount: number;
}

/**
 * Creates a planning agent.
 *
 * @param program - of policies of one step: they are the actions that are planned with.
 * @throws {InvalidInferenceOptionError} listing every bad option.
 */
export function createPlanningAgent(
  program: InferenceProgram,
  options: PlanningAgentOptions = {},
): PlanningAgent {
  const { planStepCount = 1, surpriseNatsMax = Infinity, seed = 1, ...plannerOptions } = options;
  if (!Number.isSafeInteger(planStepCount) || planStepCount < 1)
    throw new InvalidInferenceOptionError([
      {
        axis: '"planStepCount"',
        expected: "an integer of at least 1",
        given: String(planStepCount),
      },
    ]);
  if (!(surpriseNatsMax > 0))
    throw new InvalidInferenceOptionError([
      { axis: '"surpriseNatsMax"', expected: "greater than 0", given: String(surpriseNatsMax) },
    ]);
  const planner = createPlanner(program, plannerOptions);
  return new Agent(planner, { planStepCount, surpriseNatsMax, seed });
}

class Agent implements PlanningAgent {
  readonly program: InferenceProgram;
  readonly planner: Planner;
  readonly inference: InferenceAgent;
  readonly #options: Required<
    Pick<PlanningAgentOptions, "planStepCount" | "surpriseNatsMax" | "seed">
  >;
  readonly #action: Int32Array;
  readonly #random: Uint32Array;
  #stepsSincePlan = 0;
  planCount = 0;
  followCount = 0;

  constructor(
    planner: Planner,
    options: Required<Pick<PlanningAgentOptions, "planStepCount" | "surpriseNatsMax" | "seed">>,
  ) {
    this.program = planner.program;
    this.planner = planner;
    this.inference = createInferenceAgent(planner.program, { seed: options.seed });
    this.#options = options;
    this.#action = new Int32Array(planner.program.model.controls.length);
    this.#random = Uint32Array.of(options.seed);
  }

  step(observation: Observation): Int32Array {
    const { inference, planner, program } = this;
    const wasPlanning = planner.hasPlan;
    inference.inferStates(observation);
    // Moving the root keeps what is still true of the tree, whether or not it is then grown.
    const isCovered = wasPlanning && planner.follow(inference.action, inference.beliefs);
    const isSurprising = inference.result.surpriseNats > this.#options.surpriseNatsMax;
    const isDue = ++this.#stepsSincePlan >= this.#options.planStepCount;
    if (isCovered && !isSurprising && !isDue) this.followCount++;
    else {
      planner.plan(inference.beliefs);
      this.planCount++;
      this.#stepsSincePlan = 0;
    }
    selectAction(program, planner.workspace, this.#action, 0, this.#random, 0);
    inference.setAction(this.#action);
    return this.#action;
  }

  setAction(actions: ArrayLike<number>): void {
    this.inference.setAction(actions);
  }

  reset(): void {
    this.inference.reset(this.#options.seed);
    this.planner.forget();
    this.#random[0] = this.#options.seed;
    this.#stepsSincePlan = 0;
    this.planCount = 0;
    this.followCount = 0;
  }
}
