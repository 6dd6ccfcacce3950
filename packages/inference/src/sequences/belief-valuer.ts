import type { CompiledModel } from "../model/compiled-model.ts";
import type { Numerics } from "../numerics.ts";
import { groupOutcomes } from "../policies/group-outcomes.ts";
import type { OutcomeGroup } from "../policies/outcome-group.ts";
import { combineBeliefs } from "../states/combine-beliefs.ts";
import { multiplyRows } from "../states/multiply-rows.ts";

/** What of a belief is valued. */
export interface BeliefValuerScope {
  readonly usesUtility: boolean;
  readonly usesStateInformationGain: boolean;
  readonly policyLength: number;
}

/**
 * Values beliefs that are at hand, by their expected outcomes:
 *
 *     utility = Σ_m E_q(o)[ln C_m(o)],  information = H(q(o)) - E_q(s)[H(p(o | s))]
 *
 * with the cutoff and the offset that the conventions of pymdp's NumPy code have. Results are left in
 * `totals` because two numbers cannot be returned without allocating.
 */
export class BeliefValuer {
  /** Utility, then information, in nats, of the last belief. */
  readonly totals = new Float64Array(2);
  readonly #groups: readonly OutcomeGroup[];
  readonly #beliefOffsets: Int32Array;
  readonly #beliefCutoff: number;
  readonly #logOffset: number;
  readonly #joint: Float64Array;
  readonly #rows: Float64Array;
  readonly #sources: Int32Array;

  constructor(model: CompiledModel, numerics: Numerics, scope: BeliefValuerScope) {
    this.#groups = groupOutcomes(model, {
      ...scope,
      numerics,
      isFolded: false,
      isPruned: true,
    }).groups;
    this.#beliefOffsets = model.beliefOffsets;
    this.#beliefCutoff = numerics.beliefCutoff;
    this.#logOffset = numerics.logOffset;
    this.#joint = new Float64Array(
      Math.max(...this.#groups.map(({ jointStateCount }) => jointStateCount)),
    );
    this.#rows = new Float64Array(Math.max(...this.#groups.map(({ rowCount }) => rowCount)));
    this.#sources = new Int32Array(model.states.length);
  }

  /**
   * Values one belief.
   *
   * @param beliefs - of all factors, factor after factor, from `offset`.
   * @param step - which step of preferences that change along the policy applies.
   */
  value(beliefs: Float64Array, offset: number, step: number): void {
    this.totals[0] = 0;
    this.totals[1] = 0;
    for (let index = 0; index < this.#groups.length; index++) {
      const group = this.#groups[index]!;
      for (let position = 0; position < group.factors.length; position++)
        this.#sources[position] = offset + this.#beliefOffsets[group.factors[position]!]!;
      combineBeliefs(beliefs, this.#sources, 0, group.sizes, this.#joint);
      this.#valueGroup(group, step);
    }
  }

  #valueGroup(
    { jointStateCount, outcomeCount, stepCount, blocks }: OutcomeGroup,
    step: number,
  ): void {
    const joint = this.#joint;
    const rows = this.#rows;
    const utilityRow = (outcomeCount + 1 + Math.min(step, stepCount - 1)) * jointStateCount;
    let utility = 0;
    for (let state = 0; state < jointStateCount; state++) {
      utility += blocks[utilityRow + state]! * joint[state]!;
      if (joint[state]! <= this.#beliefCutoff) joint[state] = 0;
    }
    multiplyRows(blocks, 0, outcomeCount + 1, jointStateCount, joint, 0, rows, 0);
    let information = rows[outcomeCount]!;
    for (let outcome = 0; outcome < outcomeCount; outcome++) {
      const probability = rows[outcome]!;
      if (probability > 0) information -= probability * Math.log(probability + this.#logOffset);
    }
    this.totals[0]! += utility;
    this.totals[1]! += information;
  }
}
