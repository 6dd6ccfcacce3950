import type { CompiledModel } from "../model/compiled-model.ts";
import { listCoordinates } from "../model/joint-states.ts";
import type { Numerics } from "../numerics.ts";
import { CLIP_FLOOR } from "../numerics.ts";
import { flattenAction } from "../states/predict-prior.ts";
import type { ObservationSlots } from "../states/read-observation.ts";
import { likelihoodOf } from "../states/update-factors.ts";
import { MISSING } from "../workspace.ts";
import type { LinkMatrix } from "./apply-link.ts";
import { pullBack, pushForward, sumPairs } from "./apply-link.ts";
import type { FactorComponent } from "./factor-components.ts";
import type { TransitionLink } from "./transition-chain.ts";
import { buildTransitionChain } from "./transition-chain.ts";

/**
 * Predicted probabilities below this (1e-289) count as zero, because smoothing divides by them and the
 * ratio would overflow.
 */
export const RATIO_FLOOR = 2 ** -960;

/** What a chain is built for. */
export interface HiddenChainScope {
  readonly model: CompiledModel;
  readonly component: FactorComponent;
  readonly numerics: Numerics;
  readonly stepCountMax: number;
  readonly jointEntryCountMax: number;
}

/**
 * Exact filtering and smoothing of one component over a window of time, on its joint states.
 *
 * The backward pass works on ratios of beliefs, not on likelihoods of the future, so it needs no scaling
 * however long the window; a ratio of two zeros is zero, because no path leads through such a state.
 *
 * Where an observation is impossible, every zero of the prior, of B and of A counts as 2.2e-16 for that
 * one step, forward and backward, so that marginals and joints still agree.
 *
 * @see Rabiner (1989), Proc. IEEE 77(2), section III; Särkkä (2013), "Bayesian Filtering and Smoothing",
 *   theorem 8.1.
 */
export class HiddenChain {
  readonly component: FactorComponent;
  readonly links: readonly TransitionLink[];
  /** Row-major `[step, jointState]`. */
  readonly filtered: Float64Array;
  readonly smoothed: Float64Array;
  /** Per step, ln p(observation | observations before), in nats; -Infinity when impossible. */
  readonly logEvidences: Float64Array;
  readonly #model: CompiledModel;
  readonly #coordinates: Int32Array;
  /** Row-major `[step, link]`: flat action that led into the step. */
  readonly #actions: Int32Array;
  readonly #isBroken: Uint8Array;
  readonly #isFloored: boolean;
  /** Tensors before each link and after the last, forward and backward. */
  readonly #forward: readonly Float64Array[];
  readonly #backward: readonly Float64Array[];
  readonly #matrices: readonly LinkMatrix[];
  readonly #flooredValues: readonly Float64Array[];
  readonly #likelihood: Float64Array;

  constructor({ model, component, numerics, stepCountMax, jointEntryCountMax }: HiddenChainScope) {
    const { joint, modalities } = component;
    this.component = component;
    this.links = buildTransitionChain(model, joint, jointEntryCountMax);
    this.filtered = new Float64Array(stepCountMax * joint.count);
    this.smoothed = new Float64Array(stepCountMax * joint.count);
    this.logEvidences = new Float64Array(stepCountMax);
    this.#model = model;
    this.#coordinates = listCoordinates(joint);
    this.#actions = new Int32Array(stepCountMax * this.links.length);
    this.#isBroken = new Uint8Array(stepCountMax);
    this.#isFloored = numerics.probabilityMin > 0;
    const sizes = [...this.links.map(({ inputCount }) => inputCount), joint.count];
    this.#forward = sizes.map((size) => new Float64Array(size));
    this.#backward = sizes.map((size) => new Float64Array(size));
    this.#matrices = this.links.map(() => ({ action: 0, floored: null }));
    this.#flooredValues = this.links.map(
      ({ transition }) => new Float64Array(transition.stateCount * transition.jointStateCount),
    );
    this.#likelihood = new Float64Array(
      Math.max(1, ...modalities.map(({ dependentStateCount }) => dependentStateCount)),
    );
  }

  /** Filters one more step: from D at the first, else from the step before and the actions since. */
  filter(step: number, slots: ObservationSlots, actions: Int32Array): void {
    for (let index = 0; index < this.links.length; index++)
      this.#actions[step * this.links.length + index] =
        step === 0 ? 0 : flattenAction(this.#model, this.links[index]!.factor, actions, 0);
    this.#isBroken[step] = 0;
    const isPossible = this.#absorb(step, slots, 0);
    if (isPossible && !this.#isFloored) return;
    this.#isBroken[step] = isPossible ? 0 : 1;
    this.#absorb(step, slots, CLIP_FLOOR);
    if (!isPossible) this.logEvidences[step] = -Infinity;
  }

  /** Whether the observation of a step was impossible given the steps before. */
  isImpossible(step: number): boolean {
    return this.#isBroken[step] === 1;
  }

  /** Smooths a step that nothing after it speaks about: what filtering says. */
  smoothLast(step: number): void {
    const count = this.component.joint.count;
    for (let joint = 0; joint < count; joint++)
      this.smoothed[step * count + joint] = this.filtered[step * count + joint]!;
  }

  /**
   * Smooths a step whose successor has been smoothed.
   *
   * @param pairs - per factor, receives its joints row-major `[step, next state, dependencies]`; null
   *   when they are not wanted.
   */
  smooth(step: number, pairs: readonly Float64Array[] | null): void {
    const { filtered, smoothed, links } = this;
    const count = this.component.joint.count;
    this.#predict(step + 1);
    const predicted = this.#forward[links.length]!;
    const ratios = this.#backward[links.length]!;
    for (let joint = 0; joint < count; joint++) {
      const probability = predicted[joint]!;
      ratios[joint] =
        probability >= RATIO_FLOOR ? smoothed[(step + 1) * count + joint]! / probability : 0;
    }
    for (let index = links.length - 1; index >= 0; index--)
      pullBack(
        links[index]!,
        this.#matrices[index]!,
        this.#backward[index + 1]!,
        this.#backward[index]!,
      );
    const weights = this.#backward[0]!;
    let sum = 0;
    for (let joint = 0; joint < count; joint++) {
      const value = filtered[step * count + joint]! * weights[joint]!;
      smoothed[step * count + joint] = value;
      sum += value;
    }
    if (sum > 0) for (let joint = 0; joint < count; joint++) smoothed[step * count + joint]! /= sum;
    // Only in the pymdp convention: what came after is impossible, so it says nothing about this step.
    else this.smoothLast(step);
    if (pairs !== null) this.#sumPairs(step, pairs, sum);
  }

  /** Adds up joint beliefs of one step to beliefs about each factor. */
  marginalise(source: Float64Array, step: number, target: Float64Array, offset: number): void {
    const { factors, sizes, count } = this.component.joint;
    const { beliefOffsets } = this.#model;
    for (let position = 0; position < factors.length; position++) {
      const start = offset + beliefOffsets[factors[position]!]!;
      const end = start + sizes[position]!;
      for (let state = start; state < end; state++) target[state] = 0;
      const coordinates = position * count;
      for (let joint = 0; joint < count; joint++)
        target[start + this.#coordinates[coordinates + joint]!]! += source[step * count + joint]!;
    }
  }

  /** Forgets the first step; all others move one place towards it. */
  dropFirst(): void {
    const count = this.component.joint.count;
    this.filtered.copyWithin(0, count);
    this.logEvidences.copyWithin(0, 1);
    this.#actions.copyWithin(0, this.links.length);
    this.#isBroken.copyWithin(0, 1);
  }

  /** Belief before the observation of a step, into the last forward tensor. */
  #predict(step: number): void {
    const { links } = this;
    const count = this.component.joint.count;
    const source = this.#forward[0]!;
    for (let joint = 0; joint < count; joint++)
      source[joint] = this.filtered[(step - 1) * count + joint]!;
    // pymdp floors priors and likelihoods, and never B.
    const isBroken = this.#isBroken[step] === 1 && !this.#isFloored;
    for (let index = 0; index < links.length; index++) {
      const link = links[index]!;
      const matrix = this.#matrices[index]!;
      matrix.action = this.#actions[step * links.length + index]!;
      matrix.floored = isBroken ? this.#floorValues(index, matrix.action) : null;
      pushForward(link, matrix, this.#forward[index]!, this.#forward[index + 1]!);
    }
  }

  #floorValues(index: number, action: number): Float64Array {
    const { values } = this.links[index]!.transition;
    const floored = this.#flooredValues[index]!;
    const start = action * floored.length;
    for (let entry = 0; entry < floored.length; entry++)
      floored[entry] = Math.max(values[start + entry]!, CLIP_FLOOR);
    return floored;
  }

  /**
   * Prior times likelihood of one step, normalised, into `filtered`, and ln of the evidence; false when
   * there is none.
   */
  #absorb(step: number, slots: ObservationSlots, floor: number): boolean {
    const { filtered } = this;
    const { joint, modalities } = this.component;
    const start = step * joint.count;
    if (step === 0) this.#loadPrior();
    else this.#predict(step);
    const predicted = this.#forward[this.links.length]!;
    for (let index = 0; index < joint.count; index++) {
      const probability = predicted[index]!;
      filtered[start + index] = Math.max(probability < RATIO_FLOOR ? 0 : probability, floor);
    }
    // The prior's own sum is rounding, not evidence, except where zeros were floored.
    this.#normalise(step);
    this.logEvidences[step] = 0;
    for (let position = 0; position < modalities.length; position++) {
      const table = modalities[position]!;
      if (slots.obsIndices[table.modality] === MISSING) continue;
      likelihoodOf(table, slots, table.dependentStateCount, this.#likelihood);
      for (let index = 0; index < joint.count; index++)
        filtered[start + index]! *= Math.max(this.#likelihood[table.projection[index]!]!, floor);
      if (!this.#normalise(step)) return false;
    }
    return true;
  }

  #loadPrior(): void {
    const { factors, count } = this.component.joint;
    const target = this.#forward[this.links.length]!;
    for (let joint = 0; joint < count; joint++) {
      let probability = 1;
      for (let position = 0; position < factors.length; position++)
        probability *=
          this.#model.priors[factors[position]!]![this.#coordinates[position * count + joint]!]!;
      target[joint] = probability;
    }
  }

  /** Divides the belief of a step by its sum, ln of which is added to its evidence. */
  #normalise(step: number): boolean {
    const start = step * this.component.joint.count;
    const end = start + this.component.joint.count;
    let sum = 0;
    for (let index = start; index < end; index++) sum += this.filtered[index]!;
    if (sum === 0) return false;
    // Divided one by one: the reciprocal of a very small sum is infinite.
    for (let index = start; index < end; index++) this.filtered[index]! /= sum;
    this.logEvidences[step]! += Math.log(sum);
    return true;
  }

  #sumPairs(step: number, pairs: readonly Float64Array[], sum: number): void {
    for (let index = 0; index < this.links.length; index++) {
      const link = this.links[index]!;
      const { stateCount, jointStateCount } = link.transition;
      const count = stateCount * jointStateCount;
      const target = pairs[link.factor]!;
      const offset = step * count;
      sumPairs(
        link,
        this.#matrices[index]!,
        this.#forward[index]!,
        this.#backward[index + 1]!,
        target,
        offset,
      );
      // pymdp 1.x renormalises the marginals of a smoother but not its joints; parity needs the same.
      if (this.#isFloored) continue;
      for (let entry = offset; entry < offset + count; entry++) target[entry]! /= sum;
    }
  }
}
