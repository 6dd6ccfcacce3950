import type { CompiledModel } from "../model/compiled-model.ts";
import type { FactorComponent } from "../sequences/factor-components.ts";
import { connectFactors, separateModalities } from "../sequences/factor-components.ts";
import { combineBeliefs } from "../states/combine-beliefs.ts";

/** Which observations are listed. */
export interface OutcomeBranchScope {
  readonly branchCountMax: number;
  readonly outcomeProbabilityMin: number;
  /** Probabilities of all modalities together, or the product of one at a time as pymdp takes them. */
  readonly probability: "joint" | "product";
  /** Whether the likeliest observation is listed although it is below the threshold. */
  readonly isNeverEmpty: boolean;
}

/**
 * Lists the most probable observations under a predicted belief without ever listing all of them:
 * modality after modality, partial observations that are too improbable are dropped, and of the rest at
 * most `branchCountMax` are kept. Since probabilities of partial observations sum to 1, a threshold of p
 * leaves at most 1/p of them at every stage, however many modalities there are.
 */
export class OutcomeBranches {
  /** Observations of the last listing. */
  count = 0;
  /** Σ of their probabilities. */
  totalProbability = 0;
  readonly probabilities: Float64Array;
  /** Row-major `[branch, modality]`. */
  readonly outcomes: Int32Array;
  readonly #scope: OutcomeBranchScope;
  readonly #beliefOffsets: Int32Array;
  readonly #modalityCount: number;
  readonly #components: readonly FactorComponent[];
  readonly #jointMax: number;
  readonly #joint: Float64Array;
  /** Row-major `[branch, joint state]`: joint of the belief and the partial observation. */
  #weights: Float64Array;
  #nextWeights: Float64Array;
  readonly #parents: Int32Array;
  readonly #parentOutcomes: Int32Array;
  readonly #nextProbabilities: Float64Array;
  readonly #nextOutcomes: Int32Array;
  readonly #sources: Int32Array;

  constructor(model: CompiledModel, scope: OutcomeBranchScope) {
    const components =
      scope.probability === "joint" ? connectFactors(model, "evidence") : separateModalities(model);
    this.#scope = scope;
    this.#components = components.filter(({ modalities }) => modalities.length > 0);
    this.#beliefOffsets = model.beliefOffsets;
    this.#modalityCount = model.observations.length;
    this.#jointMax = Math.max(...this.#components.map(({ joint }) => joint.count));
    const { branchCountMax } = scope;
    this.probabilities = new Float64Array(branchCountMax);
    this.outcomes = new Int32Array(branchCountMax * this.#modalityCount);
    this.#joint = new Float64Array(this.#jointMax);
    this.#weights = new Float64Array(branchCountMax * this.#jointMax);
    this.#nextWeights = new Float64Array(branchCountMax * this.#jointMax);
    this.#parents = new Int32Array(branchCountMax);
    this.#parentOutcomes = new Int32Array(branchCountMax);
    this.#nextProbabilities = new Float64Array(branchCountMax);
    this.#nextOutcomes = new Int32Array(this.outcomes.length);
    this.#sources = new Int32Array(model.states.length);
  }

  /**
   * Lists the observations that a belief makes likely.
   *
   * @param beliefs - predicted, of all factors from 0.
   */
  list(beliefs: Float64Array): void {
    this.count = 1;
    this.probabilities[0] = 1;
    for (let index = 0; index < this.#components.length; index++) {
      const { joint, modalities } = this.#components[index]!;
      for (let position = 0; position < joint.factors.length; position++)
        this.#sources[position] = this.#beliefOffsets[joint.factors[position]!]!;
      combineBeliefs(beliefs, this.#sources, 0, joint.sizes, this.#joint);
      for (let branch = 0; branch < this.count; branch++)
        for (let state = 0; state < joint.count; state++)
          this.#weights[branch * this.#jointMax + state] =
            this.#joint[state]! * this.probabilities[branch]!;
      for (let position = 0; position < modalities.length; position++)
        this.#branch(modalities[position]!, joint.count);
    }
    this.totalProbability = 0;
    for (let branch = 0; branch < this.count; branch++)
      this.totalProbability += this.probabilities[branch]!;
  }

  /** Extends every partial observation by the outcomes of one more modality, and keeps the likely ones. */
  #branch(table: FactorComponent["modalities"][number], jointCount: number): void {
    const { modality, obsCount, probabilities, dependentStateCount, projection } = table;
    let kept = 0;
    let bestDropped = 0;
    for (let branch = 0; branch < this.count; branch++) {
      const start = branch * this.#jointMax;
      for (let outcome = 0; outcome < obsCount; outcome++) {
        const row = outcome * dependentStateCount;
        let probability = 0;
        for (let state = 0; state < jointCount; state++)
          probability += this.#weights[start + state]! * probabilities[row + projection[state]!]!;
        if (probability > 0 && probability >= this.#scope.outcomeProbabilityMin)
          kept = this.#keep(kept, branch, outcome, probability);
        else if (kept === 0 && probability > bestDropped) {
          // Where every outcome is improbable, the likeliest still stands for what may be seen.
          bestDropped = probability;
          this.#keep(0, branch, outcome, probability);
        }
      }
    }
    if (kept === 0 && bestDropped > 0 && this.#scope.isNeverEmpty) kept = 1;
    for (let next = 0; next < kept; next++) {
      const parent = this.#parents[next]!;
      const outcome = this.#parentOutcomes[next]!;
      const row = outcome * dependentStateCount;
      for (let state = 0; state < jointCount; state++)
        this.#nextWeights[next * this.#jointMax + state] =
          this.#weights[parent * this.#jointMax + state]! *
          probabilities[row + projection[state]!]!;
      for (let other = 0; other < this.#modalityCount; other++)
        this.#nextOutcomes[next * this.#modalityCount + other] =
          this.outcomes[parent * this.#modalityCount + other]!;
      this.#nextOutcomes[next * this.#modalityCount + modality] = outcome;
    }
    const spare = this.#weights;
    this.#weights = this.#nextWeights;
    this.#nextWeights = spare;
    this.outcomes.set(this.#nextOutcomes);
    this.probabilities.set(this.#nextProbabilities);
    this.count = kept;
  }

  /** Keeps a candidate when there is room or when it is likelier than the least likely one kept. */
  // oxlint-disable-next-line max-params -- a kernel: called per branch and outcome
  #keep(kept: number, parent: number, outcome: number, probability: number): number {
    let place = kept;
    if (kept === this.#scope.branchCountMax) {
      place = 0;
      for (let index = 1; index < kept; index++)
        if (this.#nextProbabilities[index]! < this.#nextProbabilities[place]!) place = index;
      if (this.#nextProbabilities[place]! >= probability) return kept;
    }
    this.#nextProbabilities[place] = probability;
    this.#parents[place] = parent;
    this.#parentOutcomes[place] = outcome;
    return Math.max(kept, place + 1);
  }
}
