import type { InferenceProgram } from "../inference-program.ts";
import type { PolicyPrefixes } from "./policy-prefixes.ts";

/**
 * Beliefs over a window of past and future steps under every policy, with what policies share held once:
 * one stretch of steps per prefix, and one end per factor and last action under it.
 */
export class PolicyBeliefs {
  readonly prefixes: PolicyPrefixes;
  readonly factorCount: number;
  readonly width: number;
  /** Row-major `[prefix, step before the end, state of all factors]`. */
  readonly shared: Float64Array;
  /** Row-major `[prefix, factor and last action, state]`. */
  readonly ends: Float64Array;
  readonly #sharedStepCountMax: number;
  readonly #beliefOffsets: Int32Array;
  readonly #stateCounts: readonly number[];
  /** Per factor, where its ends start in one prefix's ends; the last entry is their length. */
  readonly #endStarts: Int32Array;

  constructor({ model }: InferenceProgram, prefixes: PolicyPrefixes, sharedStepCountMax: number) {
    this.prefixes = prefixes;
    this.factorCount = model.states.length;
    this.width = model.beliefOffsets.at(-1)!;
    this.#beliefOffsets = model.beliefOffsets;
    this.#stateCounts = model.states.map(({ size }) => size);
    this.#sharedStepCountMax = sharedStepCountMax;
    this.#endStarts = new Int32Array(this.factorCount + 1);
    for (const [factor, { actionCount, stateCount }] of model.transitions.entries())
      this.#endStarts[factor + 1] = this.#endStarts[factor]! + actionCount * stateCount;
    this.shared = new Float64Array(prefixes.prefixCount * sharedStepCountMax * this.width);
    this.ends = new Float64Array(prefixes.prefixCount * this.#endStarts.at(-1)!);
  }

  /** Where the beliefs of a step of a prefix start in `shared`. */
  sharedAt(prefix: number, step: number): number {
    return (prefix * this.#sharedStepCountMax + step) * this.width;
  }

  /** Where the end of one factor after one last action starts in `ends`. */
  endAt(prefix: number, factor: number, action: number): number {
    return (
      prefix * this.#endStarts[this.factorCount]! +
      this.#endStarts[factor]! +
      action * this.#stateCounts[factor]!
    );
  }

  /** Uniform beliefs over the first `sharedStepCount` steps and all ends. */
  spreadUniform(sharedStepCount: number): void {
    for (let prefix = 0; prefix < this.prefixes.prefixCount; prefix++) {
      for (let step = 0; step < sharedStepCount; step++)
        for (let factor = 0; factor < this.factorCount; factor++) {
          const start = this.sharedAt(prefix, step) + this.#beliefOffsets[factor]!;
          const size = this.#stateCounts[factor]!;
          for (let state = 0; state < size; state++) this.shared[start + state] = 1 / size;
        }
      for (let factor = 0; factor < this.factorCount; factor++) {
        const start = this.endAt(prefix, factor, 0);
        const size = this.#stateCounts[factor]!;
        const end = start + this.#endStarts[factor + 1]! - this.#endStarts[factor]!;
        for (let index = start; index < end; index++) this.ends[index] = 1 / size;
      }
    }
  }

  /** Gathers the last step of one policy: beliefs of all factors, into `target` from 0. */
  readEnd(policy: number, target: Float64Array): void {
    const prefix = this.prefixes.prefixes[policy]!;
    for (let factor = 0; factor < this.factorCount; factor++) {
      const action = this.prefixes.lastActions[policy * this.factorCount + factor]!;
      const source = this.endAt(prefix, factor, action);
      const start = this.#beliefOffsets[factor]!;
      for (let state = 0; state < this.#stateCounts[factor]!; state++)
        target[start + state] = this.ends[source + state]!;
    }
  }
}
