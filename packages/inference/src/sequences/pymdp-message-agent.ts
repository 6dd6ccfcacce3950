import { selectAction } from "../actions/select-action.ts";
import { InvalidStateError } from "../errors.ts";
import type { InferenceProgram } from "../inference-program.ts";
import { inferFromValues } from "../policies/infer-policies.ts";
import { flattenAction } from "../states/predict-prior.ts";
import type { Observation } from "../states/read-observation.ts";
import { readObservation } from "../states/read-observation.ts";
import { likelihoodOf } from "../states/update-factors.ts";
import type { Workspace } from "../workspace.ts";
import { createWorkspace, MISSING } from "../workspace.ts";
import { BeliefValuer } from "./belief-valuer.ts";
import type { PolicyPrefixes } from "./policy-prefixes.ts";
import { sortByPrefix } from "./policy-prefixes.ts";
import { PymdpMessages } from "./pymdp-messages.ts";
import type { PymdpMessageAgentOptions } from "./pymdp-message-options.ts";
import { resolvePymdpMessageOptions } from "./pymdp-message-options.ts";
import type { PymdpPast } from "./pymdp-past.ts";
import { readActions } from "./sequence-slots.ts";

/**
 * The marginal message passing agent of pymdp 0.0.7.1, for parity: beliefs over past and future under
 * every policy, q(π) = σ(γ G - F + ln E). New work is better served by a sequence agent, whose policies
 * share one belief about their common past.
 */
export interface PymdpMessageAgent {
  readonly program: InferenceProgram;
  /** One whole step; the agent's own array, overwritten by its next step. */
  step(observation: Observation): Int32Array;
  /** Overrides the action that leads into the next step. */
  setAction(actions: ArrayLike<number>): void;
  /** Steps of the window, the future of the policies included. */
  readonly stepCount: number;
  /** q(s) of all factors at one step under one policy, factor after factor: a new array. */
  belief(policy: number, step: number): Float64Array;
  /** Prior of the first step of the window, factor after factor; row-major `[policy, state]` when kept per policy. */
  readonly prior: Float64Array;
  /** Results of the last step, with G, q(π) and action marginals. */
  readonly workspace: Workspace;
  /** F per policy, in nats. */
  readonly freeEnergies: Float64Array;
  /** Back to before the first observation. */
  reset(): void;
}

/**
 * Creates such an agent.
 *
 * @param program - with the numerics "pymdp-legacy" and factors that depend on themselves alone.
 * @throws {InvalidInferenceOptionError} listing every bad option.
 */
export function createPymdpMessageAgent(
  program: InferenceProgram,
  options: PymdpMessageAgentOptions,
): PymdpMessageAgent {
  const resolved = resolvePymdpMessageOptions(program, options);
  return new Agent(program, resolved, sortByPrefix(program, resolved.prior === "averaged"));
}

class Agent implements PymdpMessageAgent {
  readonly program: InferenceProgram;
  readonly workspace: Workspace;
  readonly prior: Float64Array;
  readonly #options: Required<PymdpMessageAgentOptions>;
  readonly #messages: PymdpMessages;
  readonly #valuer: BeliefValuer;
  readonly #likelihoods: Float64Array;
  /** Row-major `[step, factor]`. */
  readonly #pastActions: Int32Array;
  readonly #action: Int32Array;
  readonly #random: Uint32Array;
  readonly #past: PymdpPast & { stepCount: number };
  readonly #end: Float64Array;
  readonly #prefixTotals: Float64Array;
  #observedCount = 0;

  constructor(
    program: InferenceProgram,
    options: Required<PymdpMessageAgentOptions>,
    prefixes: PolicyPrefixes,
  ) {
    const { model, policies, evidenceGroups, numerics } = program;
    const { windowLength, update, stepSize, iterationCount, seed } = options;
    this.program = program;
    this.#options = options;
    this.workspace = createWorkspace(program);
    this.#messages = new PymdpMessages(
      program,
      prefixes,
      { iterationCount, stepSize, isGradient: update === "gradient" },
      windowLength,
    );
    this.#valuer = new BeliefValuer(model, numerics, {
      usesUtility: program.options.usesUtility,
      usesStateInformationGain: program.options.usesStateInformationGain,
      policyLength: policies.policyLength,
    });
    const width = model.beliefOffsets.at(-1)!;
    const isAveraged = options.prior === "averaged";
    this.prior = new Float64Array((isAveraged ? 1 : policies.policyCount) * width);
    this.#likelihoods = new Float64Array(windowLength * evidenceGroups[0]!.jointStateCount);
    this.#pastActions = new Int32Array(windowLength * model.states.length);
    this.#action = new Int32Array(model.controls.length);
    this.#random = Uint32Array.of(seed);
    this.#end = new Float64Array(width);
    this.#prefixTotals = new Float64Array(2 * prefixes.prefixCount);
    this.#past = {
      stepCount: 0,
      likelihoods: this.#likelihoods,
      actions: this.#pastActions,
      priors: this.prior,
      priorStride: isAveraged ? 0 : width,
    };
    this.reset();
  }

  get stepCount(): number {
    return this.#past.stepCount + this.program.policies.policyLength;
  }

  get freeEnergies(): Float64Array {
    return this.#messages.freeEnergies;
  }

  reset(): void {
    const { priors, beliefOffsets } = this.program.model;
    const width = beliefOffsets.at(-1)!;
    for (let start = 0; start < this.prior.length; start += width)
      for (let factor = 0; factor < priors.length; factor++)
        this.prior.set(priors[factor]!, start + beliefOffsets[factor]!);
    this.#past.stepCount = 0;
    this.#observedCount = 0;
  }

  step(observation: Observation): Int32Array {
    const { program, workspace } = this;
    readObservation(program.model, observation, workspace);
    if (this.#observedCount >= this.#options.windowLength) this.#keepFirstBelief();
    this.#append();
    this.#messages.pass(this.#past);
    this.#valuePolicies();
    inferFromValues(program, workspace, this.#messages.freeEnergies);
    selectAction(program, workspace, this.#action, 0, this.#random, 0);
    return this.#action;
  }

  setAction(actions: ArrayLike<number>): void {
    readActions(this.program.model, actions, this.#action, 0);
  }

  belief(policy: number, step: number): Float64Array {
    const { beliefs } = this.#messages;
    if (this.#past.stepCount === 0 || !(step >= 0 && step < this.stepCount))
      throw new InvalidStateError(`the window has no step ${step}`);
    const target = new Float64Array(beliefs.width);
    if (step === this.stepCount - 1) beliefs.readEnd(policy, target);
    else {
      const start = beliefs.sharedAt(beliefs.prefixes.prefixes[policy]!, step);
      target.set(beliefs.shared.subarray(start, start + beliefs.width));
    }
    return target;
  }

  /** The first belief of the last window becomes the prior of the next one, as in pymdp. */
  #keepFirstBelief(): void {
    const { beliefs } = this.#messages;
    const { policyPosterior } = this.workspace;
    const { width, prefixes, shared } = beliefs;
    const isAveraged = this.#options.prior === "averaged";
    this.prior.fill(0);
    for (let policy = 0; policy < policyPosterior.length; policy++) {
      const start = beliefs.sharedAt(prefixes.prefixes[policy]!, 0);
      const target = isAveraged ? 0 : policy * width;
      const weight = isAveraged ? policyPosterior[policy]! : 1;
      for (let state = 0; state < width; state++)
        this.prior[target + state]! += weight * shared[start + state]!;
    }
  }

  /** Adds the observation in the workspace and the last action to the window. */
  #append(): void {
    const { model, evidenceGroups } = this.program;
    const { windowLength } = this.#options;
    const { jointStateCount, tables } = evidenceGroups[0]!;
    const factorCount = model.states.length;
    if (this.#past.stepCount === windowLength) {
      this.#likelihoods.copyWithin(0, jointStateCount);
      this.#pastActions.copyWithin(0, factorCount);
      this.#past.stepCount--;
    }
    const step = this.#past.stepCount++;
    for (let factor = 0; factor < factorCount; factor++)
      this.#pastActions[step * factorCount + factor] = flattenAction(
        model,
        factor,
        this.#action,
        0,
      );
    const start = step * jointStateCount;
    this.#likelihoods.fill(1, start, start + jointStateCount);
    const { obsIndices, jointBelief } = this.workspace;
    for (let position = 0; position < tables.length; position++) {
      if (obsIndices[tables[position]!.modality] === MISSING) continue;
      likelihoodOf(tables[position]!, this.workspace, jointStateCount, jointBelief);
      for (let joint = 0; joint < jointStateCount; joint++)
        this.#likelihoods[start + joint]! *= jointBelief[joint]!;
    }
    this.#observedCount++;
  }

  /** G of every policy from the present belief on: what a prefix shares is valued once. */
  #valuePolicies(): void {
    const { beliefs } = this.#messages;
    const { utility, stateInformationGain, policyValues } = this.workspace;
    const { policyLength } = this.program.policies;
    const { totals } = this.#valuer;
    const present = this.#past.stepCount - 1;
    for (let prefix = 0; prefix < beliefs.prefixes.prefixCount; prefix++) {
      this.#prefixTotals[2 * prefix] = 0;
      this.#prefixTotals[2 * prefix + 1] = 0;
      for (let ahead = 0; ahead < policyLength; ahead++) {
        // Preferences that change along the policy begin with the present here.
        this.#valuer.value(beliefs.shared, beliefs.sharedAt(prefix, present + ahead), ahead);
        this.#prefixTotals[2 * prefix]! += totals[0]!;
        this.#prefixTotals[2 * prefix + 1]! += totals[1]!;
      }
    }
    for (let policy = 0; policy < policyValues.length; policy++) {
      const prefix = beliefs.prefixes.prefixes[policy]!;
      beliefs.readEnd(policy, this.#end);
      this.#valuer.value(this.#end, 0, policyLength);
      utility[policy] = this.#prefixTotals[2 * prefix]! + totals[0]!;
      stateInformationGain[policy] = this.#prefixTotals[2 * prefix + 1]! + totals[1]!;
      policyValues[policy] = utility[policy]! + stateInformationGain[policy]!;
    }
  }
}
