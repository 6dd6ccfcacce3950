import { sharpen } from "./actions/select-index.ts";
import type { InferenceProgram } from "./inference-program.ts";
import type { Workspace } from "./workspace.ts";
import { STEP_SCALARS } from "./workspace.ts";

/** Views of the results of one step; overwritten by the next step of any agent of the program. */
export interface StepResult {
  /** Variational free energy of the posterior, in nats. */
  readonly freeEnergyNats: number;
  /** -ln p(observation), in nats, exact or its bound; Infinity when impossible under the model. */
  readonly surpriseNats: number;
  readonly isObservationImpossible: boolean;
  /** Fixed-point iterations; 0 where one exact update was enough. */
  readonly iterationCount: number;
  /** Σ |posterior - previous posterior|. */
  readonly beliefShift: number;
  /** Predictive prior of all factors, factor after factor. */
  readonly priors: Float64Array;
  /** G per policy: negative expected free energy, larger is better, in nats. */
  readonly policyValues: Float64Array;
  readonly utility: Float64Array;
  readonly stateInformationGain: Float64Array;
  /** Zeros unless the program has goals to work back from. */
  readonly inductiveValue: Float64Array;
  /** Zeros unless the agent learns and values learning A. */
  readonly likelihoodInformationGain: Float64Array;
  /** Zeros unless the agent learns and values learning B. */
  readonly transitionInformationGain: Float64Array;
  /** q(π). */
  readonly policyPosterior: Float64Array;
  /** Probabilities of the first actions of one control. */
  actionMarginal(control: number): Float64Array;
  /** What stochastic selection draws one control's action from, σ(α ln marginal): a new array. */
  actionProbabilities(control: number): Float64Array;
  /** Probability with which stochastic selection takes these actions, one per control. */
  actionProbability(actions: ArrayLike<number>): number;
}

/** Reads results where a step left them; the same object serves all steps in the workspace. */
export const readStepResult = (program: InferenceProgram, workspace: Workspace): StepResult =>
  new WorkspaceResult(program, workspace);

class WorkspaceResult implements StepResult {
  readonly #program: InferenceProgram;
  readonly #workspace: Workspace;

  constructor(program: InferenceProgram, workspace: Workspace) {
    this.#program = program;
    this.#workspace = workspace;
  }

  get freeEnergyNats(): number {
    return this.#workspace.scalars[STEP_SCALARS.freeEnergyNats]!;
  }

  get surpriseNats(): number {
    return this.#workspace.scalars[STEP_SCALARS.surpriseNats]!;
  }

  get isObservationImpossible(): boolean {
    return this.#workspace.scalars[STEP_SCALARS.isImpossible] === 1;
  }

  get iterationCount(): number {
    return this.#workspace.scalars[STEP_SCALARS.iterationCount]!;
  }

  get beliefShift(): number {
    return this.#workspace.scalars[STEP_SCALARS.beliefShift]!;
  }

  get priors(): Float64Array {
    return this.#workspace.priors;
  }

  get policyValues(): Float64Array {
    return this.#workspace.policyValues;
  }

  get utility(): Float64Array {
    return this.#workspace.utility;
  }

  get stateInformationGain(): Float64Array {
    return this.#workspace.stateInformationGain;
  }

  get inductiveValue(): Float64Array {
    return this.#workspace.inductiveValue;
  }

  get likelihoodInformationGain(): Float64Array {
    return this.#workspace.likelihoodInformationGain;
  }

  get transitionInformationGain(): Float64Array {
    return this.#workspace.transitionInformationGain;
  }

  get policyPosterior(): Float64Array {
    return this.#workspace.policyPosterior;
  }

  actionMarginal(control: number): Float64Array {
    const { actionMarginals, actionOffsets } = this.#workspace;
    return actionMarginals.subarray(actionOffsets[control], actionOffsets[control + 1]);
  }

  actionProbabilities(control: number): Float64Array {
    const marginal = this.actionMarginal(control);
    const { options, numerics } = this.#program;
    const probabilities = new Float64Array(marginal.length);
    sharpen(marginal, 0, marginal.length, options.actionPrecision, numerics, probabilities);
    return probabilities;
  }

  actionProbability(actions: ArrayLike<number>): number {
    const { options, model } = this.#program;
    if (options.sampling === "full") return this.#policyProbability(actions);
    return model.controls.reduce(
      (product, _, control) => product * this.actionProbabilities(control)[actions[control]!]!,
      1,
    );
  }

  /** Summed over the policies that begin with the actions. */
  #policyProbability(actions: ArrayLike<number>): number {
    const { policies, options, numerics } = this.#program;
    const { policyCount, policyLength, controlCount } = policies;
    const probabilities = new Float64Array(policyCount);
    const { policyPosterior } = this.#workspace;
    sharpen(policyPosterior, 0, policyCount, options.actionPrecision, numerics, probabilities);
    return probabilities.reduce((sum, probability, policy) => {
      const start = policy * policyLength * controlCount;
      for (let control = 0; control < controlCount; control++)
        if (policies.actions[start + control] !== actions[control]) return sum;
      return sum + probability;
    }, 0);
  }
}
