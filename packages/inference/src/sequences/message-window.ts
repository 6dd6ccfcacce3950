import type { CompiledModel } from "../model/compiled-model.ts";
import type { Numerics } from "../numerics.ts";
import { CLIP_FLOOR } from "../numerics.ts";
import type { EvidenceGroup } from "../states/evidence-group.ts";
import { predictBelief } from "../states/predict-belief.ts";
import { flattenAction } from "../states/predict-prior.ts";
import type { ObservationSlots } from "../states/read-observation.ts";
import { RULING_OUT_FLOOR } from "./evidence-messages.ts";
import { EvidenceWindow } from "./evidence-window.ts";
import { normaliseMessage } from "./normalise-message.ts";
import { createObservationSlots, readActions } from "./sequence-slots.ts";
import type { MessageScheme, TransitionMessages, TransitionStep } from "./transition-messages.ts";
import {
  createMarginalMessages,
  createVariationalMessages,
  TransitionTables,
} from "./transition-messages.ts";

/** What a window is built for. */
export interface MessageWindowScope {
  readonly model: CompiledModel;
  readonly numerics: Numerics;
  readonly scheme: MessageScheme;
  readonly stepCountMax: number;
  readonly evidenceGroups: readonly EvidenceGroup[];
}

/** Local updates on a fresh step before it is taken as settled: when it leaves the window. */
const LEAVING_UPDATE_COUNT = 16;

/** Beliefs, evidence and actions of the steps of a window, and the updates of one belief from the rest. */
export class MessageWindow {
  readonly model: CompiledModel;
  readonly slots: ObservationSlots;
  /** Row-major `[step, state of all factors]`. */
  readonly beliefs: Float64Array;
  /** Per step, in nats. */
  readonly freeEnergies: Float64Array;
  readonly #scope: MessageWindowScope;
  readonly #tables: TransitionTables;
  readonly #messages: TransitionMessages;
  readonly #width: number;
  readonly #updated: Float64Array;
  readonly #evidence: EvidenceWindow;
  readonly #logPriors: Float64Array;
  /** Row-major `[step, factor]`: flat action that led into the step. */
  readonly #actions: Int32Array;
  readonly #controls: Int32Array;
  readonly #message: Float64Array;
  /** Largest change of a probability in this iteration. */
  readonly #change = new Float64Array(1);
  readonly #link: TransitionStep;
  #stepCount = 0;

  constructor(scope: MessageWindowScope) {
    const { model, stepCountMax, evidenceGroups, numerics, scheme } = scope;
    this.model = model;
    this.#scope = scope;
    this.#width = model.beliefOffsets.at(-1)!;
    this.slots = createObservationSlots(model);
    this.beliefs = new Float64Array(stepCountMax * this.#width);
    this.#updated = new Float64Array(this.beliefs.length);
    this.freeEnergies = new Float64Array(stepCountMax);
    this.#tables = new TransitionTables(model);
    this.#messages =
      scheme === "variational"
        ? createVariationalMessages(this.#tables)
        : createMarginalMessages(this.#tables, numerics.probabilityMin || RULING_OUT_FLOOR);
    this.#evidence = new EvidenceWindow(model, numerics, {
      groups: evidenceGroups,
      stepCountMax,
    });
    this.#logPriors = new Float64Array(this.#width);
    this.#actions = new Int32Array(stepCountMax * model.states.length);
    this.#controls = new Int32Array(model.controls.length);
    this.#message = new Float64Array(Math.max(...model.states.map(({ size }) => size)));
    this.#link = {
      factor: 0,
      beliefs: this.beliefs,
      earlier: 0,
      later: 0,
      actions: this.#actions,
      actionOffset: 0,
    };
    this.reset();
  }

  get stepCount(): number {
    return this.#stepCount;
  }

  reset(): void {
    this.#stepCount = 0;
    const { priors, beliefOffsets } = this.model;
    for (let factor = 0; factor < priors.length; factor++)
      for (let state = 0; state < priors[factor]!.length; state++)
        this.#logPriors[beliefOffsets[factor]! + state] = this.#takeLog(priors[factor]![state]!);
  }

  /** Adds the observation in `slots` as one more step; the oldest leaves when there is no room. */
  append(actions: ArrayLike<number> | undefined): void {
    const { model } = this;
    const factorCount = model.states.length;
    if (this.#stepCount > 0) readActions(model, actions!, this.#controls, 0);
    if ((this.#stepCount + 1) * this.#width > this.beliefs.length) this.#dropFirst();
    const step = this.#stepCount;
    for (let factor = 0; factor < factorCount; factor++)
      this.#actions[step * factorCount + factor] =
        step === 0 ? 0 : flattenAction(model, factor, this.#controls, 0);
    this.#evidence.collect(step, this.slots);
    this.#stepCount++;
  }

  /** Uniform beliefs everywhere. */
  spreadUniform(): void {
    for (let step = 0; step < this.#stepCount; step++) this.#spreadUniformAt(step);
  }

  /** First beliefs: each step from the one before and its own evidence, without a word of the future. */
  sweepFirst(): void {
    for (let step = 0; step < this.#stepCount; step++) {
      this.#spreadUniformAt(step);
      for (let factor = 0; factor < this.model.states.length; factor++)
        this.#update(step, factor, this.beliefs, false);
    }
  }

  /** One iteration: forth and back, every belief from the newest others. */
  sweep(): void {
    const factorCount = this.model.states.length;
    this.#change[0] = 0;
    for (let step = 0; step < this.#stepCount; step++)
      for (let factor = 0; factor < factorCount; factor++)
        this.#update(step, factor, this.beliefs, true);
    for (let step = this.#stepCount - 2; step >= 0; step--)
      for (let factor = factorCount - 1; factor >= 0; factor--)
        this.#update(step, factor, this.beliefs, true);
  }

  /** One iteration: every belief from the others as they were before it. */
  updateTogether(): void {
    this.#change[0] = 0;
    for (let step = 0; step < this.#stepCount; step++)
      for (let factor = 0; factor < this.model.states.length; factor++)
        this.#update(step, factor, this.#updated, true);
    const length = this.#stepCount * this.#width;
    for (let index = 0; index < length; index++) this.beliefs[index] = this.#updated[index]!;
  }

  /** Whether no belief changed by more than this in the last iteration. */
  isSettled(beliefTolerance: number): boolean {
    return this.#change[0]! <= beliefTolerance;
  }

  /**
   * Free energy of every step, in nats:
   *
   *     F_t = Σ_f E_q[ln q_f] - E_q[ln p(o_t | s_t)] - Σ_f E_q[ln p(s_t,f | s_t-1, u)]
   */
  measureFreeEnergy(): void {
    const { probabilityMin } = this.#scope.numerics;
    for (let step = 0; step < this.#stepCount; step++) {
      const start = step * this.#width;
      let total = 0;
      for (let state = 0; state < this.#width; state++) {
        const belief = this.beliefs[start + state]!;
        if (belief === 0) continue;
        total += belief * Math.log(Math.max(belief, probabilityMin));
        if (step === 0) total -= belief * this.#logPriors[state]!;
      }
      this.freeEnergies[step] = total;
      this.#evidence.subtractExpected(step, this.beliefs, this.freeEnergies);
      if (step > 0) this.#subtractLogTransitions(step);
    }
  }

  /** Takes Σ_f E_q[ln p(s_f at `step` | the step before, actions)] from the step's free energy. */
  #subtractLogTransitions(step: number): void {
    for (let factor = 0; factor < this.model.states.length; factor++) {
      this.#aim(step - 1, factor);
      this.#tables.subtractExpectedLog(this.#link, this.freeEnergies, step);
    }
  }

  /** Sets one belief from its neighbours' messages. */
  #update(step: number, factor: number, target: Float64Array, isFutureHeard: boolean): void {
    const message = this.#message;
    const { beliefOffsets, states } = this.model;
    const size = states[factor]!.size;
    const start = step * this.#width + beliefOffsets[factor]!;
    for (let state = 0; state < size; state++) message[state] = 0;
    this.#evidence.addMessage(step, factor, this.beliefs, message);
    const isLast = step === this.#stepCount - 1;
    // Half of each message between two steps, unless there is only one neighbour to hear.
    const isHalved = this.#scope.scheme === "marginal" && !isLast;
    if (step === 0) {
      const weight = isHalved ? 0.5 : 1;
      for (let state = 0; state < size; state++)
        message[state]! += weight * this.#logPriors[beliefOffsets[factor]! + state]!;
    } else {
      this.#aim(step - 1, factor);
      this.#messages.addForward(this.#link, isHalved, message);
    }
    if (isFutureHeard && !isLast) {
      this.#aim(step, factor);
      this.#messages.addBackward(this.#link, message);
    }
    normaliseMessage(message, size, this.beliefs, target, start, this.#change);
  }

  /** Points the link at the steps `earlier` and `earlier + 1`. */
  #aim(earlier: number, factor: number): void {
    const link = this.#link;
    link.factor = factor;
    link.earlier = earlier * this.#width;
    link.later = (earlier + 1) * this.#width;
    link.actionOffset = (earlier + 1) * this.model.states.length;
  }

  #spreadUniformAt(step: number): void {
    const { beliefOffsets, states } = this.model;
    for (let factor = 0; factor < states.length; factor++) {
      const { size } = states[factor]!;
      const start = step * this.#width + beliefOffsets[factor]!;
      for (let state = 0; state < size; state++) this.beliefs[start + state] = 1 / size;
    }
  }

  /**
   * Lets the oldest step go. Its filtered belief, moved on by the actions after it, becomes the prior of
   * the next: the smoothed one would count later observations twice.
   */
  #dropFirst(): void {
    const { model } = this;
    const { beliefOffsets, states, transitions } = model;
    this.#spreadUniformAt(0);
    for (let update = 0; update < LEAVING_UPDATE_COUNT; update++) {
      this.#change[0] = 0;
      for (let factor = 0; factor < states.length; factor++) this.#updateFiltered(factor);
      if (this.isSettled(CLIP_FLOOR)) break;
    }
    for (let factor = 0; factor < states.length; factor++) {
      const transition = transitions[factor]!;
      this.#tables.combine(transition, this.beliefs, 0);
      const action = this.#actions[states.length + factor]!;
      predictBelief(transition, action, this.#tables.joint, 0, this.#message, 0);
      for (let state = 0; state < transition.stateCount; state++)
        this.#logPriors[beliefOffsets[factor]! + state] = this.#takeLog(this.#message[state]!);
    }
    this.#evidence.dropFirst();
    this.#actions.copyWithin(0, states.length);
    this.#stepCount--;
  }

  /** Updates one factor of the first step as if the window ended there. */
  #updateFiltered(factor: number): void {
    const stepCount = this.#stepCount;
    this.#stepCount = 1;
    this.#update(0, factor, this.beliefs, false);
    this.#stepCount = stepCount;
  }

  #takeLog(probability: number): number {
    return Math.log(Math.max(probability, this.#scope.numerics.probabilityMin || RULING_OUT_FLOOR));
  }
}
