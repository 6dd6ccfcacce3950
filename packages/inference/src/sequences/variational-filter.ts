import { InvalidStateError } from "../errors.ts";
import type { InferenceProgram } from "../inference-program.ts";
import { compileProgram } from "../inference-program.ts";
import type { CompiledModel } from "../model/compiled-model.ts";
import { inferPosterior } from "../states/infer-states.ts";
import { flattenAction, predictPriors } from "../states/predict-prior.ts";
import type { Observation } from "../states/read-observation.ts";
import { readObservation } from "../states/read-observation.ts";
import type { Workspace } from "../workspace.ts";
import { createWorkspace, STEP_SCALARS } from "../workspace.ts";
import type { FilteredWindow } from "./backward-smoother.ts";
import { BackwardSmoother } from "./backward-smoother.ts";
import type { SequenceOptions } from "./sequence-options.ts";
import { resolveSequenceNumerics } from "./sequence-options.ts";
import { readActions } from "./sequence-slots.ts";
import type { SequenceWindow } from "./sequence-window.ts";
import { createStepViews } from "./step-views.ts";

export interface VariationalFilterOptions extends SequenceOptions {
  /**
   * Largest number of fixed-point iterations at each step.
   *
   * @defaultValue that of the numerics
   */
  readonly iterationCountMax?: number;
}

/**
 * Filtering with beliefs that factorise, one fixed point per observation as an agent does it, and
 * smoothing backwards through the window when asked. Exact for factors that nothing ties together.
 */
export interface VariationalFilter extends SequenceWindow {
  /** q(s_t) given observations up to t, of one factor, shape `[state]`. */
  filtered(step: number, factor: number): Float64Array;
  /** q(s_t) given all observations of the window, of one factor, shape `[state]`. */
  smoothed(step: number, factor: number): Float64Array;
  /**
   * q(s'_f at t + 1, states at t that it depends on), row-major `[next state, ...dependencies]`. Its sum
   * over the past is the smoothed belief at t + 1; its sum over the next state is the smoothed belief
   * at t where no other factor depends on the same past.
   */
  joint(step: number, factor: number): Float64Array;
  /** Free energy of a step's filtered belief, in nats: a bound of its surprise. */
  freeEnergyNatsAt(step: number): number;
}

/**
 * Creates a filter with an empty window.
 *
 * @throws {InvalidInferenceOptionError} when an option is out of range.
 */
export function createVariationalFilter(
  model: CompiledModel,
  options: VariationalFilterOptions,
): VariationalFilter {
  const { stepCountMax, iterationCountMax } = options;
  const numerics = resolveSequenceNumerics(
    options,
    iterationCountMax === undefined ? {} : { iterationCountMax },
  );
  // States are inferred as an agent infers them; one policy is the fewest that a program can have.
  const program = compileProgram(model, {
    numerics: numerics.name,
    policies: [[model.controls.map(() => 0)]],
    habit: [1],
    usesStateInformationGain: false,
    ...(iterationCountMax === undefined ? {} : { iterationCountMax }),
  });
  return new Filter(program, stepCountMax);
}

class Filter implements VariationalFilter {
  readonly #program: InferenceProgram;
  readonly #workspace: Workspace;
  readonly #stepCountMax: number;
  readonly #width: number;
  readonly #controls: Int32Array;
  /** Row-major `[step, factor]`: flat action that led into the step. */
  readonly #actions: Int32Array;
  /** Row-major `[step, state of all factors]`: posteriors, and the priors that they were made from. */
  readonly #filtered: Float64Array;
  readonly #predicted: Float64Array;
  readonly #freeEnergies: Float64Array;
  readonly #isBroken: Uint8Array;
  readonly #backward: BackwardSmoother;
  readonly #window: FilteredWindow & { stepCount: number };
  readonly #filteredViews: readonly (readonly Float64Array[])[];
  #stepCount = 0;
  #isSmoothed = false;

  constructor(program: InferenceProgram, stepCountMax: number) {
    const { model } = program;
    this.#program = program;
    this.#workspace = createWorkspace(program);
    this.#stepCountMax = stepCountMax;
    this.#width = model.beliefOffsets.at(-1)!;
    this.#controls = new Int32Array(model.controls.length);
    this.#actions = new Int32Array(stepCountMax * model.states.length);
    this.#filtered = new Float64Array(stepCountMax * this.#width);
    this.#predicted = new Float64Array(stepCountMax * this.#width);
    this.#freeEnergies = new Float64Array(stepCountMax);
    this.#isBroken = new Uint8Array(stepCountMax);
    this.#backward = new BackwardSmoother(model, stepCountMax, program.numerics.name === "exact");
    this.#window = {
      stepCount: 0,
      filtered: this.#filtered,
      predicted: this.#predicted,
      actions: this.#actions,
      isBroken: this.#isBroken,
    };
    this.#filteredViews = createStepViews(model, this.#filtered);
  }

  get model(): CompiledModel {
    return this.#program.model;
  }

  get stepCount(): number {
    return this.#stepCount;
  }

  observe(observation: Observation, actions?: ArrayLike<number>): void {
    const { model } = this;
    const workspace = this.#workspace;
    readObservation(model, observation, workspace);
    if (this.#stepCount > 0) {
      if (actions === undefined)
        throw new InvalidStateError(
          "every step after the first needs the actions that led into it, one per control",
        );
      readActions(model, actions, this.#controls, 0);
    }
    if (this.#stepCount === this.#stepCountMax) this.#dropFirst();
    const step = this.#stepCount;
    this.#loadPriors(step);
    inferPosterior(this.#program, workspace);
    for (let state = 0; state < this.#width; state++) {
      this.#predicted[step * this.#width + state] = workspace.priors[state]!;
      this.#filtered[step * this.#width + state] = workspace.posterior[state]!;
    }
    this.#freeEnergies[step] = workspace.scalars[STEP_SCALARS.freeEnergyNats]!;
    this.#isBroken[step] = workspace.scalars[STEP_SCALARS.isImpossible]!;
    this.#stepCount++;
    this.#isSmoothed = false;
  }

  smooth(): void {
    if (this.#stepCount === 0)
      throw new InvalidStateError("there is nothing to smooth: observe something first");
    this.#window.stepCount = this.#stepCount;
    this.#backward.smooth(this.#window);
    this.#isSmoothed = true;
  }

  reset(): void {
    this.#stepCount = 0;
    this.#isSmoothed = false;
  }

  filtered(step: number, factor: number): Float64Array {
    this.#checkStep(step, this.#stepCount);
    return this.#filteredViews[step]![factor]!;
  }

  smoothed(step: number, factor: number): Float64Array {
    this.#checkSmoothed();
    this.#checkStep(step, this.#stepCount);
    return this.#backward.smoothed[step]![factor]!;
  }

  joint(step: number, factor: number): Float64Array {
    this.#checkSmoothed();
    this.#checkStep(step, this.#stepCount - 1);
    return this.#backward.joints[step]![factor]!;
  }

  freeEnergyNatsAt(step: number): number {
    this.#checkStep(step, this.#stepCount);
    return this.#freeEnergies[step]!;
  }

  isImpossible(step: number): boolean {
    this.#checkStep(step, this.#stepCount);
    return this.#isBroken[step] === 1;
  }

  #loadPriors(step: number): void {
    const { model } = this;
    const workspace = this.#workspace;
    if (step > 0) {
      const start = (step - 1) * this.#width;
      predictPriors(this.#program, workspace, this.#filtered, start, this.#controls, 0);
    } else
      for (let factor = 0; factor < model.priors.length; factor++)
        workspace.priors.set(model.priors[factor]!, model.beliefOffsets[factor]);
    const factorCount = model.states.length;
    for (let factor = 0; factor < factorCount; factor++)
      this.#actions[step * factorCount + factor] =
        step === 0 ? 0 : flattenAction(model, factor, this.#controls, 0);
  }

  #dropFirst(): void {
    this.#filtered.copyWithin(0, this.#width);
    this.#predicted.copyWithin(0, this.#width);
    this.#actions.copyWithin(0, this.model.states.length);
    this.#freeEnergies.copyWithin(0, 1);
    this.#isBroken.copyWithin(0, 1);
    this.#stepCount--;
  }

  #checkStep(step: number, count: number): void {
    if (!(step >= 0 && step < count))
      throw new InvalidStateError(
        `the window has ${count} such steps, so there is no step ${step}`,
      );
  }

  #checkSmoothed(): void {
    if (!this.#isSmoothed)
      throw new InvalidStateError("the window has not been smoothed since its last observation");
  }
}
