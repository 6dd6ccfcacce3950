import type { CompiledModel } from "../model/compiled-model.ts";
import { CLIP_FLOOR } from "../numerics.ts";
import { RATIO_FLOOR } from "./hidden-chain.ts";
import { createStepViews } from "./step-views.ts";
import { TransitionTables } from "./transition-messages.ts";

/** What filtering left behind. Arrays are row-major, step first. */
export interface FilteredWindow {
  readonly stepCount: number;
  /** `[step, state of all factors]`: posteriors, and the priors that they were made from. */
  readonly filtered: Float64Array;
  readonly predicted: Float64Array;
  /** `[step, factor]`: flat action that led into the step. */
  readonly actions: Int32Array;
  /** Per step, 1 when its observation was impossible. */
  readonly isBroken: Uint8Array;
}

/**
 * Smooths factorised filtered beliefs backwards through a window:
 *
 *     message_child(column) = Σ_s' B[s', column] smoothed(s') / predicted(s')
 *     smoothed_f(s) ∝ filtered_f(s) Π_children E_peers[message_child]
 *     joint_f[s', column] ∝ B[s', column] smoothed(s') / predicted(s') Π_dependencies filtered
 *
 * A ratio of two zeros is zero, because no path leads through such a state (pymdp 1.0.2 divides them).
 * After an impossible observation zeros of B count as 2.2e-16 for that transition.
 *
 * @see pymdp 1.0.2, `inference.py`, `smoothing_ovf`, for factors that depend on themselves alone.
 */
export class BackwardSmoother {
  /** `[step][factor]`, shape `[state]`. */
  readonly smoothed: readonly (readonly Float64Array[])[];
  /** `[step][factor]`, row-major `[next state, dependencies]`. */
  readonly joints: readonly (readonly Float64Array[])[];
  readonly #model: CompiledModel;
  readonly #tables: TransitionTables;
  readonly #isNormalised: boolean;

  /**
   * @param isNormalised - false keeps pymdp 1.0.2's convention: after an impossible observation nothing is
   *   floored and beliefs lose the mass that leads nowhere.
   */
  constructor(model: CompiledModel, stepCountMax: number, isNormalised: boolean) {
    this.#model = model;
    this.#isNormalised = isNormalised;
    this.#tables = new TransitionTables(model);
    this.smoothed = createStepViews(
      model,
      new Float64Array(stepCountMax * model.beliefOffsets.at(-1)!),
    );
    this.joints = Array.from({ length: stepCountMax - 1 }, () =>
      model.transitions.map(
        ({ stateCount, jointStateCount }) => new Float64Array(stateCount * jointStateCount),
      ),
    );
  }

  smooth(window: FilteredWindow): void {
    const last = window.stepCount - 1;
    this.#load(window, last);
    for (let step = last - 1; step >= 0; step--) {
      // Factors that were taken as independent may rule out together what each allows: then no state is
      // left, and zeros of their messages count as 2.2e-16.
      if (!this.#smoothStep(window, step, 0)) this.#smoothStep(window, step, CLIP_FLOOR);
    }
  }

  #load({ filtered }: FilteredWindow, step: number): void {
    const { beliefOffsets, states } = this.#model;
    const start = step * beliefOffsets[states.length]!;
    for (let factor = 0; factor < states.length; factor++) {
      const target = this.smoothed[step]![factor]!;
      for (let state = 0; state < target.length; state++)
        target[state] = filtered[start + beliefOffsets[factor]! + state]!;
    }
  }

  #smoothStep(window: FilteredWindow, step: number, messageMin: number): boolean {
    const factorCount = this.#model.states.length;
    this.#load(window, step);
    for (let factor = 0; factor < factorCount; factor++)
      this.#receive(window, step, factor, messageMin);
    let isUsable = true;
    if (!this.#isNormalised) return isUsable;
    for (let factor = 0; factor < factorCount; factor++)
      isUsable = normalise(this.smoothed[step]![factor]!) && isUsable;
    return isUsable;
  }

  /** Lets one factor at step + 1 speak to all factors that it depends on at `step`; fills its joint. */
  #receive(
    { filtered, predicted, actions, isBroken }: FilteredWindow,
    step: number,
    child: number,
    messageMin: number,
  ): void {
    const { transitions, beliefOffsets, states } = this.#model;
    const tables = this.#tables;
    const { stateCount, jointStateCount, values, dependencies } = transitions[child]!;
    const width = beliefOffsets[states.length]!;
    const own = (step + 1) * width + beliefOffsets[child]!;
    const floor = isBroken[step + 1] === 1 && this.#isNormalised ? CLIP_FLOOR : 0;
    tables.combine(transitions[child]!, filtered, step * width);
    const { columns, joint: past } = tables;
    const joint = this.joints[step]![child]!;
    const nextBelief = this.smoothed[step + 1]![child]!;
    for (let column = 0; column < jointStateCount; column++) columns[column] = 0;
    let row = actions[(step + 1) * states.length + child]! * stateCount * jointStateCount;
    for (let next = 0; next < stateCount; next++, row += jointStateCount) {
      let probability = predicted[own + next]!;
      if (floor > 0) {
        probability = 0;
        for (let column = 0; column < jointStateCount; column++)
          probability += Math.max(values[row + column]!, floor) * past[column]!;
      }
      const ratio = probability >= RATIO_FLOOR ? nextBelief[next]! / probability : 0;
      for (let column = 0; column < jointStateCount; column++) {
        const value = Math.max(values[row + column]!, floor) * ratio;
        columns[column]! += value;
        joint[next * jointStateCount + column] = value * past[column]!;
      }
    }
    for (let position = 0; position < dependencies.length; position++)
      this.#speak(child, position, filtered, step, messageMin);
  }

  /** Multiplies the smoothed belief about one dependency by what the child's columns say about it. */
  // oxlint-disable-next-line max-params -- a kernel: called per dependency and step
  #speak(
    child: number,
    position: number,
    filtered: Float64Array,
    step: number,
    messageMin: number,
  ): void {
    const tables = this.#tables;
    const { dependencies, jointStateCount } = this.#model.transitions[child]!;
    const target = this.smoothed[step]![dependencies[position]!]!;
    const start = step * this.#model.beliefOffsets.at(-1)!;
    const places = tables.coordinates[child]!;
    const offset = position * jointStateCount;
    const { states, columns } = tables;
    for (let state = 0; state < target.length; state++) states[state] = 0;
    for (let column = 0; column < jointStateCount; column++)
      states[places[offset + column]!]! +=
        columns[column]! * tables.weighPeers(child, position, column, filtered, start);
    for (let state = 0; state < target.length; state++)
      target[state]! *= Math.max(states[state]!, messageMin);
  }
}

/** Divides a belief by its sum; false, and nothing done, when the sum is 0. */
function normalise(belief: Float64Array): boolean {
  let sum = 0;
  for (let state = 0; state < belief.length; state++) sum += belief[state]!;
  if (sum === 0) return false;
  for (let state = 0; state < belief.length; state++) belief[state]! /= sum;
  return true;
}
