import type { InferenceOptions } from "../inference-options.ts";
import type { TensorInput } from "../model/tensor.ts";

/** How the counts of one kind of array are learned. */
export interface CountOptions<Counts> {
  /** Dirichlet counts to start from, shaped like the arrays they are about. */
  readonly counts: Counts;
  /**
   * Counts that one observation adds.
   *
   * @defaultValue 1
   */
  readonly rate?: number;
  /**
   * Share of what has been learned that survives one update, in (0, 1]. The counts decay to those that
   * learning started from, never to nothing.
   *
   * @defaultValue 1
   */
  readonly retention?: number;
}

/** What an agent learns. What is not given stays as the model has it. */
export interface LearningOptions {
  /** pA, one per modality, shaped like A. */
  readonly likelihood?: CountOptions<readonly TensorInput[]> & {
    /** Modalities to learn about. All when not given. */
    readonly modalities?: readonly number[];
  };
  /** pB, one per factor, shaped like B. */
  readonly transition?: CountOptions<readonly TensorInput[]> & {
    /** Factors to learn about. All when not given. */
    readonly factors?: readonly number[];
  };
  /** pC, one per modality, shape `[obs]`: the agent comes to prefer what it sees often. */
  readonly preference?: CountOptions<readonly TensorInput[]>;
  /** pD, one per factor: updated by the first belief of an episode, used from the next reset on. */
  readonly prior?: CountOptions<readonly TensorInput[]>;
  /** pE, one per policy: updated by q(π), so that what was done becomes a habit. */
  readonly habit?: CountOptions<TensorInput>;
  /**
   * Whether policies are valued for what they would teach about A. Needs `likelihood`.
   *
   * @defaultValue false
   */
  readonly usesLikelihoodInformationGain?: boolean;
  /**
   * Whether policies are valued for what they would teach about B. Needs `transition`.
   *
   * @defaultValue false
   */
  readonly usesTransitionInformationGain?: boolean;
}

/** How a learning agent infers, chooses and learns. */
export interface LearningAgentOptions extends InferenceOptions {
  readonly seed?: number;
  readonly learning: LearningOptions;
}
