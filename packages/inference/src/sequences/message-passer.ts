import { InvalidInferenceOptionError, InvalidStateError } from "../errors.ts";
import type { CompiledModel } from "../model/compiled-model.ts";
import type { Numerics } from "../numerics.ts";
import { groupEvidence } from "../states/evidence-group.ts";
import type { Observation } from "../states/read-observation.ts";
import { readObservation } from "../states/read-observation.ts";
import { MessageWindow } from "./message-window.ts";
import type { SequenceOptions } from "./sequence-options.ts";
import { resolveSequenceNumerics } from "./sequence-options.ts";
import { createStepViews } from "./step-views.ts";
import type { MessageScheme } from "./transition-messages.ts";

export interface MessagePasserOptions extends SequenceOptions {
  /**
   * `variational` minimises the free energy of beliefs that factorise over factors and steps; `marginal`
   * keeps what neighbouring steps say together, and comes closer to the exact marginals.
   */
  readonly scheme: MessageScheme;
  /**
   * Largest number of iterations.
   *
   * @defaultValue 64, and 16 in the pymdp convention
   */
  readonly iterationCountMax?: number;
  /**
   * Iteration stops when no belief changed by more. The pymdp convention never stops early.
   *
   * @defaultValue 1e-9
   */
  readonly beliefTolerance?: number;
}

/**
 * Approximate posteriors over a window of time by passing messages between its steps and factors: cost
 * grows with the sum of the factors' sizes where exact smoothing grows with their product.
 *
 * In exact numerics steps and factors are updated one after the other, forth and back through the
 * window, so that the free energy of the variational scheme never rises. The pymdp convention updates
 * all of them at once, a fixed number of times.
 *
 * When the window is full, the oldest step leaves it, and what it made likely becomes the prior of the
 * next. Calls allocate nothing once the window exists.
 */
export interface MessagePasser {
  readonly model: CompiledModel;
  /** Steps in the window. */
  readonly stepCount: number;
  /**
   * Adds a step to the window.
   *
   * @param actions - what led into this step, one per control; none at the first step.
   * @throws {InvalidObservationError} naming the axis that the observation does not fit.
   * @throws {InvalidActionError} naming the control that an action does not fit.
   */
  observe(observation: Observation, actions?: ArrayLike<number>): void;
  /** Passes messages until beliefs settle. */
  infer(): void;
  /** Back to before the first observation. */
  reset(): void;
  /** q(s_t) of one factor, shape `[state]`; overwritten by the next inference. */
  belief(step: number, factor: number): Float64Array;
  /** Free energy of the window in nats: an upper bound of its surprise in the variational scheme. */
  readonly freeEnergyNats: number;
  /** The share of one step in the free energy, in nats. */
  freeEnergyNatsAt(step: number): number;
  /** Iterations of the last inference. */
  readonly iterationCount: number;
  /** Whether beliefs settled within the allowed iterations. */
  readonly isSettled: boolean;
}

const ITERATION_COUNT_MAX = 64;
const BELIEF_TOLERANCE = 1e-9;

/**
 * Creates a message passer with an empty window.
 *
 * @throws {InvalidInferenceOptionError} when an option is out of range.
 */
export function createMessagePasser(
  model: CompiledModel,
  options: MessagePasserOptions,
): MessagePasser {
  const isExact = options.numerics !== "pymdp-1";
  const {
    scheme,
    iterationCountMax = isExact ? ITERATION_COUNT_MAX : 16,
    beliefTolerance = BELIEF_TOLERANCE,
  } = options;
  const numerics = resolveSequenceNumerics(options, { iterationCountMax });
  if (scheme !== "variational" && scheme !== "marginal")
    throw new InvalidInferenceOptionError([
      { axis: '"scheme"', expected: "one of variational, marginal", given: String(scheme) },
    ]);
  if (!(beliefTolerance >= 0))
    throw new InvalidInferenceOptionError([
      {
        axis: '"beliefTolerance"',
        expected: "a number of at least 0",
        given: String(beliefTolerance),
      },
    ]);
  const window = new MessageWindow({
    model,
    numerics,
    scheme,
    stepCountMax: options.stepCountMax,
    evidenceGroups: groupEvidence(model, numerics),
  });
  return new Passer(window, { numerics, iterationCountMax, beliefTolerance });
}

interface PassingRule {
  readonly numerics: Numerics;
  readonly iterationCountMax: number;
  readonly beliefTolerance: number;
}

class Passer implements MessagePasser {
  readonly #window: MessageWindow;
  readonly #rule: PassingRule;
  readonly #views: readonly (readonly Float64Array[])[];
  #iterationCount = 0;
  #isInferred = false;
  #isSettled = false;

  constructor(window: MessageWindow, rule: PassingRule) {
    this.#window = window;
    this.#rule = rule;
    this.#views = createStepViews(window.model, window.beliefs);
  }

  get model(): CompiledModel {
    return this.#window.model;
  }

  get stepCount(): number {
    return this.#window.stepCount;
  }

  observe(observation: Observation, actions?: ArrayLike<number>): void {
    readObservation(this.#window.model, observation, this.#window.slots);
    if (this.#window.stepCount > 0 && actions === undefined)
      throw new InvalidStateError(
        "every step after the first needs the actions that led into it, one per control",
      );
    this.#window.append(actions);
    this.#isInferred = false;
  }

  infer(): void {
    const window = this.#window;
    if (window.stepCount === 0)
      throw new InvalidStateError("there is nothing to infer from: observe something first");
    const { iterationCountMax, beliefTolerance, numerics } = this.#rule;
    const isSimultaneous = numerics.fixedPoint === "fixed-count";
    if (isSimultaneous) window.spreadUniform();
    else window.sweepFirst();
    this.#iterationCount = 0;
    this.#isSettled = false;
    while (this.#iterationCount < iterationCountMax && !this.#isSettled) {
      if (isSimultaneous) window.updateTogether();
      else window.sweep();
      this.#iterationCount++;
      this.#isSettled = !isSimultaneous && window.isSettled(beliefTolerance);
    }
    window.measureFreeEnergy();
    this.#isInferred = true;
  }

  reset(): void {
    this.#window.reset();
    this.#isInferred = false;
  }

  belief(step: number, factor: number): Float64Array {
    this.#checkInferred();
    this.#checkStep(step);
    return this.#views[step]![factor]!;
  }

  get freeEnergyNats(): number {
    this.#checkInferred();
    let total = 0;
    for (let step = 0; step < this.#window.stepCount; step++)
      total += this.#window.freeEnergies[step]!;
    return total;
  }

  freeEnergyNatsAt(step: number): number {
    this.#checkInferred();
    this.#checkStep(step);
    return this.#window.freeEnergies[step]!;
  }

  get iterationCount(): number {
    return this.#iterationCount;
  }

  get isSettled(): boolean {
    return this.#isSettled;
  }

  #checkInferred(): void {
    if (!this.#isInferred)
      throw new InvalidStateError("nothing has been inferred since the last observation");
  }

  #checkStep(step: number): void {
    const { stepCount } = this.#window;
    if (!(step >= 0 && step < stepCount))
      throw new InvalidStateError(`the window has ${stepCount} steps, so there is no step ${step}`);
  }
}
