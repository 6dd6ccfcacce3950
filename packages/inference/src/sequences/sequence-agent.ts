import { selectAction } from "../actions/select-action.ts";
import { InvalidInferenceOptionError } from "../errors.ts";
import type { InferenceProgram } from "../inference-program.ts";
import { inferPolicyPosterior } from "../policies/infer-policies.ts";
import type { Observation } from "../states/read-observation.ts";
import type { Workspace } from "../workspace.ts";
import { createWorkspace } from "../workspace.ts";
import type { ExactSmoother } from "./exact-smoother.ts";
import { createExactSmoother } from "./exact-smoother.ts";
import type { MessagePasser } from "./message-passer.ts";
import { createMessagePasser } from "./message-passer.ts";
import { readActions } from "./sequence-slots.ts";

export interface SequenceAgentOptions {
  /** Observations that the window holds, the present one included; at least 2. */
  readonly windowLength: number;
  /**
   * How beliefs about the window are inferred: exactly, on the joint states of dependent factors, or by
   * variational or marginal message passing.
   *
   * @defaultValue "exact"
   */
  readonly method?: "exact" | "variational" | "marginal";
  /** @defaultValue 1 */
  readonly seed?: number;
}

/**
 * An agent that keeps a window of its past and revises beliefs about all of it with every observation.
 *
 * Policies differ in their futures only, and no future action can change what has happened, so all of
 * them share one belief about the window, and are valued from its present as any agent's are. (pymdp's
 * message passing repeats the past under every policy.)
 */
export interface SequenceAgent {
  readonly program: InferenceProgram;
  /** One whole step; the agent's own array, overwritten by its next step. */
  step(observation: Observation): Int32Array;
  /** Overrides the action that leads into the next step. */
  setAction(actions: ArrayLike<number>): void;
  /** Steps in the window; the last one is the present. */
  readonly windowStepCount: number;
  /** Revised belief about one factor at one step of the window, shape `[state]`. */
  belief(step: number, factor: number): Float64Array;
  /** The window itself, with joints and evidence or free energy, according to the method. */
  readonly window: ExactSmoother | MessagePasser;
  /** Results of the last step: values and posterior of policies, action marginals. */
  readonly workspace: Workspace;
  /** Back to before the first observation. */
  reset(): void;
}

/**
 * Creates such an agent.
 *
 * @throws {InvalidInferenceOptionError} when an option is out of range, or exact inference would need too
 *   large a joint belief.
 */
export function createSequenceAgent(
  program: InferenceProgram,
  { windowLength, method = "exact", seed = 1 }: SequenceAgentOptions,
): SequenceAgent {
  if (method !== "exact" && method !== "variational" && method !== "marginal")
    throw new InvalidInferenceOptionError([
      {
        axis: '"method"',
        expected: "one of exact, variational, marginal",
        given: String(method),
      },
    ]);
  const { model } = program;
  if (method === "exact") {
    const smoother = createExactSmoother(model, { stepCountMax: windowLength });
    return new Agent(program, seed, {
      window: smoother,
      infer: () => smoother.smooth(),
      belief: (step, factor) => smoother.smoothed(step, factor),
    });
  }
  const passer = createMessagePasser(model, { stepCountMax: windowLength, scheme: method });
  return new Agent(program, seed, {
    window: passer,
    infer: () => passer.infer(),
    belief: (step, factor) => passer.belief(step, factor),
  });
}

/** What an agent asks of its window, whatever the method. */
interface WindowView {
  readonly window: ExactSmoother | MessagePasser;
  readonly infer: () => void;
  readonly belief: (step: number, factor: number) => Float64Array;
}

class Agent implements SequenceAgent {
  readonly program: InferenceProgram;
  readonly workspace: Workspace;
  readonly #view: WindowView;
  readonly #action: Int32Array;
  readonly #random: Uint32Array;
  readonly #seed: number;

  constructor(program: InferenceProgram, seed: number, view: WindowView) {
    this.program = program;
    this.workspace = createWorkspace(program);
    this.#view = view;
    this.#action = new Int32Array(program.model.controls.length);
    this.#random = Uint32Array.of(seed);
    this.#seed = seed;
  }

  get window(): ExactSmoother | MessagePasser {
    return this.#view.window;
  }

  get windowStepCount(): number {
    return this.window.stepCount;
  }

  step(observation: Observation): Int32Array {
    const { program, workspace, window } = this;
    window.observe(observation, this.#action);
    this.#view.infer();
    const present = window.stepCount - 1;
    for (let factor = 0; factor < program.model.states.length; factor++) {
      const belief = this.#view.belief(present, factor);
      const start = program.model.beliefOffsets[factor]!;
      for (let state = 0; state < belief.length; state++)
        workspace.beliefs[start + state] = belief[state]!;
    }
    inferPolicyPosterior(program, workspace);
    selectAction(program, workspace, this.#action, 0, this.#random, 0);
    return this.#action;
  }

  setAction(actions: ArrayLike<number>): void {
    readActions(this.program.model, actions, this.#action, 0);
  }

  belief(step: number, factor: number): Float64Array {
    return this.#view.belief(step, factor);
  }

  reset(): void {
    this.window.reset();
    this.#random[0] = this.#seed;
  }
}
