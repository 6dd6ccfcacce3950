import type { InferenceProgram } from "../inference-program.ts";
import type { EvidenceGroup } from "../states/evidence-group.ts";
import { predictBelief } from "../states/predict-belief.ts";
import { multiplyRows } from "../states/multiply-rows.ts";
import { addDivergence } from "./jump-divergence.ts";
import { addEvidenceMessage, expectEvidence } from "./evidence-messages.ts";
import { normaliseMessage } from "./normalise-message.ts";
import { PolicyBeliefs } from "./policy-beliefs.ts";
import type { PolicyPrefixes } from "./policy-prefixes.ts";
import type { PymdpPast } from "./pymdp-past.ts";
import { reverseTransition } from "./reverse-transition.ts";

/** How messages are passed. */
export interface PymdpMessageRule {
  readonly iterationCount: number;
  /** Gradient steps on the free energy, or jumps to the fixed point. */
  readonly isGradient: boolean;
  /** Length of a gradient step. */
  readonly stepSize: number;
}

/** Added inside every logarithm. */
const OFFSET = 1e-16;

/**
 * Marginal message passing over past and future under every policy, by the letter of pymdp 0.0.7.1:
 *
 *     ln A  = ln(E_others[Π_m A_m[o_m]] + ε) for observed steps, else 0
 *     ln P  = ln(B q_{t-1} + ε), or ln(prior + ε) at the first step
 *     ln F  = ln(B̃ᵀ q_{t+1} + ε), nothing at the last two steps
 *     gradient:  e = c ln A + ln P + ln F - c ln(q + ε),  q = σ(ln(q + ε) + τ (e - mean e)),  c = 2, 1 at the last two steps
 *     jump:      q = σ(ln A + ln P + ln F)
 *
 * factor after factor, step after step, in place, from uniform beliefs. The end of a policy hears only
 * what comes before it and is heard by nobody, so policies with the same prefix share all other steps.
 *
 * @see pymdp 0.0.7.1, `algos/mmp.py`, `run_mmp`, whose free energy we keep too: it counts half of e,
 *   and, after jumps, a prior without its logarithm.
 */
export class PymdpMessages {
  readonly beliefs: PolicyBeliefs;
  /** Per policy, in nats. */
  readonly freeEnergies: Float64Array;
  readonly #program: InferenceProgram;
  readonly #rule: PymdpMessageRule;
  readonly #group: EvidenceGroup;
  /** Per factor, row-major `[action, previous, next]`: B reversed, as the message from the future uses it. */
  readonly #reversed: readonly Float64Array[];
  readonly #prefixEnergies: Float64Array;
  /** Row-major `[prefix, factor and last action]`. */
  readonly #endEnergies: Float64Array;
  readonly #logLikelihood: Float64Array;
  readonly #logJoint: Float64Array;
  readonly #message: Float64Array;
  readonly #scratch: Float64Array;
  readonly #change = new Float64Array(1);
  /** Share of the likelihood that a factor's gradient leaves to the others, after the first step. */
  readonly #othersShare: number;
  #past: PymdpPast | null = null;

  constructor(
    program: InferenceProgram,
    prefixes: PolicyPrefixes,
    rule: PymdpMessageRule,
    pastStepCountMax: number,
  ) {
    const { model, policies } = program;
    this.#program = program;
    this.#rule = rule;
    this.#group = program.evidenceGroups[0]!;
    this.beliefs = new PolicyBeliefs(
      program,
      prefixes,
      pastStepCountMax + policies.policyLength - 1,
    );
    this.freeEnergies = new Float64Array(policies.policyCount);
    this.#reversed = model.transitions.map(reverseTransition);
    this.#prefixEnergies = new Float64Array(prefixes.prefixCount);
    this.#endEnergies = new Float64Array(prefixes.isTaken.length);
    this.#othersShare = (model.states.length - 1) / model.states.length;
    const stateCountMax = Math.max(...model.states.map(({ size }) => size));
    this.#logLikelihood = new Float64Array(stateCountMax);
    this.#logJoint = new Float64Array(this.#group.jointStateCount);
    this.#message = new Float64Array(stateCountMax);
    this.#scratch = new Float64Array(stateCountMax);
  }

  /** Passes messages until the allowed iterations are done; leaves beliefs and free energies. */
  pass(past: PymdpPast): void {
    this.#past = past;
    const { prefixes, factorCount } = this.beliefs;
    const sharedStepCount = past.stepCount + this.#program.policies.policyLength - 1;
    this.beliefs.spreadUniform(sharedStepCount);
    for (let prefix = 0; prefix < prefixes.prefixCount; prefix++)
      for (let iteration = 0; iteration < this.#rule.iterationCount; iteration++) {
        this.#prefixEnergies[prefix] = 0;
        for (let step = 0; step < sharedStepCount; step++) this.#updateStep(prefix, step);
        for (let factor = 0; factor < factorCount; factor++) this.#updateEnds(prefix, factor);
      }
    for (let policy = 0; policy < this.freeEnergies.length; policy++) {
      const prefix = prefixes.prefixes[policy]!;
      let total = this.#prefixEnergies[prefix]!;
      for (let factor = 0; factor < factorCount; factor++)
        total +=
          this.#endEnergies[
            this.#endIndex(prefix, factor, prefixes.lastActions[policy * factorCount + factor]!)
          ]!;
      this.freeEnergies[policy] = total;
    }
  }

  #endIndex(prefix: number, factor: number, action: number): number {
    const { endOffsets } = this.beliefs.prefixes;
    return prefix * endOffsets[this.beliefs.factorCount]! + endOffsets[factor]! + action;
  }

  /** Flat action of a factor that leads from `step` to the next one under a prefix. */
  #actionAfter(prefix: number, step: number, factor: number): number {
    const past = this.#past!;
    const { factorCount, prefixes } = this.beliefs;
    if (step + 1 < past.stepCount) return past.actions[(step + 1) * factorCount + factor]!;
    const ahead = step + 1 - past.stepCount;
    const length = this.#program.policies.policyLength - 1;
    return prefixes.prefixActions[(prefix * length + ahead) * factorCount + factor]!;
  }

  #updateStep(prefix: number, step: number): void {
    const { factorCount } = this.beliefs;
    for (let factor = 0; factor < factorCount; factor++) this.#updateShared(prefix, step, factor);
    if (!this.#rule.isGradient) this.#addJumpEnergy(prefix, step);
  }

  #updateShared(prefix: number, step: number, factor: number): void {
    const { beliefs } = this;
    const { beliefOffsets, states, transitions } = this.#program.model;
    const past = this.#past!;
    const size = states[factor]!.size;
    const own = beliefs.sharedAt(prefix, step) + beliefOffsets[factor]!;
    const message = this.#message;
    const logLikelihood = this.#logLikelihood;
    this.#hearEvidence(prefix, step, factor);
    if (step === 0) {
      const start = prefix * past.priorStride + beliefOffsets[factor]!;
      for (let state = 0; state < size; state++)
        message[state] = Math.log(past.priors[start + state]! + OFFSET);
    } else {
      const source = beliefs.sharedAt(prefix, step - 1) + beliefOffsets[factor]!;
      const action = this.#actionAfter(prefix, step - 1, factor);
      predictBelief(transitions[factor]!, action, beliefs.shared, source, message, 0);
      for (let state = 0; state < size; state++)
        message[state] = Math.log(message[state]! + OFFSET);
    }
    const isFutureHeard = step < past.stepCount + this.#program.policies.policyLength - 2;
    if (isFutureHeard) {
      const source = beliefs.sharedAt(prefix, step + 1) + beliefOffsets[factor]!;
      const start = this.#actionAfter(prefix, step, factor) * size * size;
      const reversed = this.#reversed[factor]!;
      multiplyRows(reversed, start, size, size, beliefs.shared, source, this.#scratch, 0);
      for (let state = 0; state < size; state++)
        message[state]! += Math.log(this.#scratch[state]! + OFFSET);
    }
    if (!this.#rule.isGradient) {
      for (let state = 0; state < size; state++) message[state]! += logLikelihood[state]!;
      normaliseMessage(message, size, beliefs.shared, beliefs.shared, own, this.#change);
      return;
    }
    const weight = isFutureHeard ? 2 : 1;
    for (let state = 0; state < size; state++) message[state]! += weight * logLikelihood[state]!;
    this.#descend(beliefs.shared, own, size, weight, step > 0, this.#prefixEnergies, prefix);
  }

  /** ln A of one step for one factor: the logarithm of an expectation, as in pymdp. */
  #hearEvidence(prefix: number, step: number, factor: number): void {
    const { beliefOffsets, states } = this.#program.model;
    const { beliefs } = this;
    const past = this.#past!;
    const size = states[factor]!.size;
    const target = this.#logLikelihood;
    for (let state = 0; state < size; state++) target[state] = 0;
    if (step >= past.stepCount) return;
    addEvidenceMessage(
      this.#group,
      factor,
      past.likelihoods,
      step * this.#group.jointStateCount,
      beliefs.shared,
      beliefs.sharedAt(prefix, step),
      beliefOffsets,
      target,
    );
    for (let state = 0; state < size; state++) target[state] = Math.log(target[state]! + OFFSET);
  }

  /** Updates the ends of one factor under a prefix: nothing is seen there and no future is heard. */
  #updateEnds(prefix: number, factor: number): void {
    const { beliefs } = this;
    const { isTaken, endOffsets } = beliefs.prefixes;
    const { beliefOffsets, transitions } = this.#program.model;
    const transition = transitions[factor]!;
    const size = transition.stateCount;
    const lastShared = this.#past!.stepCount + this.#program.policies.policyLength - 2;
    const source = beliefs.sharedAt(prefix, lastShared) + beliefOffsets[factor]!;
    const message = this.#message;
    this.#logLikelihood.fill(0);
    for (let action = 0; action < endOffsets[factor + 1]! - endOffsets[factor]!; action++) {
      const index = this.#endIndex(prefix, factor, action);
      if (isTaken[index] === 0) continue;
      const own = beliefs.endAt(prefix, factor, action);
      predictBelief(transition, action, beliefs.shared, source, message, 0);
      for (let state = 0; state < size; state++)
        message[state] = Math.log(message[state]! + OFFSET);
      if (this.#rule.isGradient) {
        this.#endEnergies[index] = 0;
        this.#descend(beliefs.ends, own, size, 1, false, this.#endEnergies, index);
        continue;
      }
      normaliseMessage(message, size, beliefs.ends, beliefs.ends, own, this.#change);
      this.#endEnergies[index] = 0;
      const { priors, priorStride } = this.#past!;
      const prior = prefix * priorStride + beliefOffsets[factor]!;
      addDivergence(beliefs.ends, own, size, priors, prior, this.#endEnergies, index);
    }
  }

  /**
   * One gradient step from the summed messages; adds its share of the free energy to `energies[index]`.
   *
   * @param isShared - whether the likelihood is shared between the factors, as at all steps but the first.
   */
  // oxlint-disable-next-line max-params -- a kernel: flat arrays with offsets, called per belief update
  #descend(
    beliefs: Float64Array,
    own: number,
    size: number,
    weight: number,
    isShared: boolean,
    energies: Float64Array,
    index: number,
  ): void {
    const message = this.#message;
    const logBelief = this.#scratch;
    const likelihoodShare = isShared ? this.#othersShare : 0;
    let energy = 0;
    let mean = 0;
    for (let state = 0; state < size; state++) {
      logBelief[state] = Math.log(beliefs[own + state]! + OFFSET);
      const error = message[state]! - weight * logBelief[state]!;
      energy +=
        beliefs[own + state]! * 0.5 * (error - likelihoodShare * this.#logLikelihood[state]!);
      message[state] = error;
      mean += error;
    }
    mean /= size;
    for (let state = 0; state < size; state++)
      message[state] = logBelief[state]! + this.#rule.stepSize * (message[state]! - mean);
    normaliseMessage(message, size, beliefs, beliefs, own, this.#change);
    energies[index]! += energy;
  }

  /** Free energy of one shared step after a jump. */
  #addJumpEnergy(prefix: number, step: number): void {
    const { beliefs } = this;
    const { beliefOffsets, states } = this.#program.model;
    const past = this.#past!;
    const start = beliefs.sharedAt(prefix, step);
    for (let factor = 0; factor < beliefs.factorCount; factor++)
      addDivergence(
        beliefs.shared,
        start + beliefOffsets[factor]!,
        states[factor]!.size,
        past.priors,
        prefix * past.priorStride + beliefOffsets[factor]!,
        this.#prefixEnergies,
        prefix,
      );
    if (step >= past.stepCount) return;
    const likelihoodStart = step * this.#group.jointStateCount;
    for (let joint = 0; joint < this.#group.jointStateCount; joint++)
      this.#logJoint[joint] = Math.log(past.likelihoods[likelihoodStart + joint]! + OFFSET);
    this.#prefixEnergies[prefix]! -= expectEvidence(
      this.#group,
      this.#logJoint,
      0,
      beliefs.shared,
      start,
      beliefOffsets,
    );
  }
}
