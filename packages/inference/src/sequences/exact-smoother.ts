import { InvalidStateError } from "../errors.ts";
import type { CompiledModel } from "../model/compiled-model.ts";
import type { Observation, ObservationSlots } from "../states/read-observation.ts";
import { readObservation } from "../states/read-observation.ts";
import { connectFactors } from "./factor-components.ts";
import { HiddenChain } from "./hidden-chain.ts";
import type { SequenceOptions } from "./sequence-options.ts";
import { resolveSequenceNumerics } from "./sequence-options.ts";
import { createObservationSlots, readActions } from "./sequence-slots.ts";
import type { SequenceWindow } from "./sequence-window.ts";
import { createStepViews } from "./step-views.ts";

export interface ExactSmootherOptions extends SequenceOptions {
  /**
   * Entries that a joint belief of dependent factors, or a tensor on the way to its prediction, may
   * have. Time and memory grow with it, so a larger model is refused rather than run for hours.
   *
   * @defaultValue 65,536
   */
  readonly jointEntryCountMax?: number;
}

/**
 * Exact posteriors. What was seen in a step that has left the window stays in the filtered belief, and only its own
 * smoothing is no longer available.
 */
export interface ExactSmoother extends SequenceWindow {
  /** p(s_t | observations up to t) of one factor, shape `[state]`. */
  filtered(step: number, factor: number): Float64Array;
  /** p(s_t | all observations of the window) of one factor, shape `[state]`. */
  smoothed(step: number, factor: number): Float64Array;
  /**
   * p(s'_f at t + 1, states at t that it depends on | all observations) of one factor, row-major
   * `[next state, ...states of transitionDependencies]`.
   */
  joint(step: number, factor: number): Float64Array;
  /** -ln p(observation at t | observations before), in nats; Infinity when impossible. */
  surpriseNats(step: number): number;
  /** ln p(observations of the window), in nats; -Infinity when any was impossible. */
  readonly logEvidenceNats: number;
}

const JOINT_ENTRY_COUNT_MAX = 65_536;

/**
 * Creates a smoother with an empty window.
 *
 * @throws {InvalidInferenceOptionError} when an option is out of range, or the joint belief of dependent
 *   factors would have more entries than `jointEntryCountMax`.
 */
export function createExactSmoother(
  model: CompiledModel,
  options: ExactSmootherOptions,
): ExactSmoother {
  const { stepCountMax, jointEntryCountMax = JOINT_ENTRY_COUNT_MAX } = options;
  const numerics = resolveSequenceNumerics(options, { jointEntryCountMax });
  const chains = connectFactors(model).map(
    (component) =>
      new HiddenChain({ model, component, numerics, stepCountMax, jointEntryCountMax }),
  );
  return new Smoother(model, chains, stepCountMax);
}

class Smoother implements ExactSmoother {
  readonly model: CompiledModel;
  readonly #chains: readonly HiddenChain[];
  readonly #stepCountMax: number;
  readonly #slots: ObservationSlots;
  readonly #actions: Int32Array;
  /** Row-major `[step, state of all factors]`. */
  readonly #filtered: Float64Array;
  readonly #smoothed: Float64Array;
  readonly #joints: readonly Float64Array[];
  readonly #filteredViews: readonly (readonly Float64Array[])[];
  readonly #smoothedViews: readonly (readonly Float64Array[])[];
  readonly #jointViews: readonly (readonly Float64Array[])[];
  #stepCount = 0;
  #isSmoothed = false;

  constructor(model: CompiledModel, chains: readonly HiddenChain[], stepCountMax: number) {
    this.model = model;
    this.#chains = chains;
    this.#stepCountMax = stepCountMax;
    this.#slots = createObservationSlots(model);
    this.#actions = new Int32Array(model.controls.length);
    const width = model.beliefOffsets.at(-1)!;
    this.#filtered = new Float64Array(stepCountMax * width);
    this.#smoothed = new Float64Array(stepCountMax * width);
    const pairCounts = model.transitions.map(
      ({ stateCount, jointStateCount }) => stateCount * jointStateCount,
    );
    this.#joints = pairCounts.map((count) => new Float64Array((stepCountMax - 1) * count));
    this.#filteredViews = createStepViews(model, this.#filtered);
    this.#smoothedViews = createStepViews(model, this.#smoothed);
    this.#jointViews = Array.from({ length: stepCountMax - 1 }, (_, step) =>
      this.#joints.map((joints, factor) =>
        joints.subarray(step * pairCounts[factor]!, (step + 1) * pairCounts[factor]!),
      ),
    );
  }

  get stepCount(): number {
    return this.#stepCount;
  }

  observe(observation: Observation, actions?: ArrayLike<number>): void {
    readObservation(this.model, observation, this.#slots);
    if (this.#stepCount > 0) {
      if (actions === undefined)
        throw new InvalidStateError(
          "every step after the first needs the actions that led into it, one per control",
        );
      readActions(this.model, actions, this.#actions, 0);
    }
    if (this.#stepCount === this.#stepCountMax) this.#dropFirst();
    const step = this.#stepCount;
    const width = this.model.beliefOffsets.at(-1)!;
    for (let index = 0; index < this.#chains.length; index++) {
      const chain = this.#chains[index]!;
      chain.filter(step, this.#slots, this.#actions);
      chain.marginalise(chain.filtered, step, this.#filtered, step * width);
    }
    this.#stepCount++;
    this.#isSmoothed = false;
  }

  smooth(): void {
    if (this.#stepCount === 0)
      throw new InvalidStateError("there is nothing to smooth: observe something first");
    const width = this.model.beliefOffsets.at(-1)!;
    const last = this.#stepCount - 1;
    for (let index = 0; index < this.#chains.length; index++) {
      const chain = this.#chains[index]!;
      chain.smoothLast(last);
      for (let step = last - 1; step >= 0; step--) chain.smooth(step, this.#joints);
      for (let step = 0; step <= last; step++)
        chain.marginalise(chain.smoothed, step, this.#smoothed, step * width);
    }
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
    return this.#smoothedViews[step]![factor]!;
  }

  joint(step: number, factor: number): Float64Array {
    this.#checkSmoothed();
    this.#checkStep(step, this.#stepCount - 1);
    return this.#jointViews[step]![factor]!;
  }

  surpriseNats(step: number): number {
    this.#checkStep(step, this.#stepCount);
    let surprise = 0;
    for (const { logEvidences } of this.#chains) surprise -= logEvidences[step]!;
    return surprise;
  }

  get logEvidenceNats(): number {
    let total = 0;
    for (let step = 0; step < this.#stepCount; step++) total -= this.surpriseNats(step);
    return total;
  }

  isImpossible(step: number): boolean {
    this.#checkStep(step, this.#stepCount);
    return this.#chains.some((chain) => chain.isImpossible(step));
  }

  #dropFirst(): void {
    for (let index = 0; index < this.#chains.length; index++) this.#chains[index]!.dropFirst();
    this.#filtered.copyWithin(0, this.model.beliefOffsets.at(-1)!);
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
