import type { CompiledModel } from "../model/compiled-model.ts";
import type { Numerics } from "../numerics.ts";
import type { EvidenceGroup } from "../states/evidence-group.ts";
import type { ObservationSlots } from "../states/read-observation.ts";
import { addEvidenceMessage, collectGroupEvidence, expectEvidence } from "./evidence-messages.ts";

/** Log likelihoods of the observations of a window, by step and group of modalities. */
export class EvidenceWindow {
  readonly groups: readonly EvidenceGroup[];
  readonly #beliefOffsets: Int32Array;
  readonly #stateCount: number;
  readonly #numerics: Numerics;
  /** Row-major `[step, joint state of all groups]`. */
  readonly #values: Float64Array;
  readonly #offsets: Int32Array;
  readonly #width: number;
  readonly #scratch: Float64Array;

  constructor(
    { beliefOffsets }: CompiledModel,
    numerics: Numerics,
    { groups, stepCountMax }: { groups: readonly EvidenceGroup[]; stepCountMax: number },
  ) {
    this.groups = groups;
    this.#beliefOffsets = beliefOffsets;
    this.#stateCount = beliefOffsets.at(-1)!;
    this.#numerics = numerics;
    this.#offsets = new Int32Array(groups.length + 1);
    for (const [index, { jointStateCount }] of groups.entries())
      this.#offsets[index + 1] = this.#offsets[index]! + jointStateCount;
    this.#width = this.#offsets.at(-1)!;
    this.#values = new Float64Array(stepCountMax * this.#width);
    this.#scratch = new Float64Array(
      Math.max(...groups.map(({ jointStateCount }) => jointStateCount)),
    );
  }

  /** Takes in the observation of a step. */
  collect(step: number, slots: ObservationSlots): void {
    for (let index = 0; index < this.groups.length; index++)
      collectGroupEvidence(
        this.groups[index]!,
        this.#numerics,
        slots,
        this.#values,
        step * this.#width + this.#offsets[index]!,
        this.#scratch,
      );
  }

  /** Adds to `target` what the evidence of a step says to one factor. */
  addMessage(step: number, factor: number, beliefs: Float64Array, target: Float64Array): void {
    for (let index = 0; index < this.groups.length; index++) {
      const group = this.groups[index]!;
      const position = group.factors.indexOf(factor);
      if (position < 0) continue;
      addEvidenceMessage(
        group,
        position,
        this.#values,
        step * this.#width + this.#offsets[index]!,
        beliefs,
        step * this.#stateCount,
        this.#beliefOffsets,
        target,
      );
    }
  }

  /** Takes E_q[ln p(o | s)] of a step from its free energy, in nats. */
  subtractExpected(step: number, beliefs: Float64Array, freeEnergies: Float64Array): void {
    for (let index = 0; index < this.groups.length; index++)
      freeEnergies[step]! -= expectEvidence(
        this.groups[index]!,
        this.#values,
        step * this.#width + this.#offsets[index]!,
        beliefs,
        step * this.#stateCount,
        this.#beliefOffsets,
      );
  }

  /** Forgets the first step; all others move one place towards it. */
  dropFirst(): void {
    this.#values.copyWithin(0, this.#width);
  }
}
