/** An axis after compilation: always has a name, a size and names of its levels. */
export interface CompiledAxis {
  readonly name: string;
  readonly size: number;
  readonly levels: readonly string[];
}

/** A for one modality. `values` is row-major `[obsCount, jointStateCount]`. */
export interface CompiledLikelihood {
  readonly obsCount: number;
  /** Factors, in the order of the joint index (last one fastest). */
  readonly dependencies: readonly number[];
  /** State counts of the dependencies. */
  readonly sizes: readonly number[];
  /** Product of `sizes`. */
  readonly jointStateCount: number;
  readonly values: Float64Array;
}

/** How one action of one transition is applied; see `transition-kernel.ts`. */
export const TRANSITION_KERNELS = {
  dense: 0,
  sparse: 1,
  deterministic: 2,
  identity: 3,
} as const;

export type TransitionKernelName = keyof typeof TRANSITION_KERNELS;

/** B for one factor. */
export interface CompiledTransition {
  readonly stateCount: number;
  /** Factors whose previous states matter, in the order of the joint index (last one fastest). */
  readonly dependencies: readonly number[];
  /** State counts of the dependencies. */
  readonly sizes: readonly number[];
  /** Product of `sizes`. */
  readonly jointStateCount: number;
  /** Controls whose actions matter, in the order of the flat action index (last one fastest). */
  readonly controls: readonly number[];
  /** Product of the controls' action counts. */
  readonly actionCount: number;
  /** Row-major `[actionCount, stateCount (next), jointStateCount (previous)]`. */
  readonly values: Float64Array;
  /** Per flat action, a value of {@link TRANSITION_KERNELS}. */
  readonly kernels: Uint8Array;
  /** Per flat action, 1 when the next state does not depend on the previous ones. */
  readonly isReset: Uint8Array;
  /** Sparse rows: `[actionCount, stateCount + 1]` starts into `columns` and `weights`. */
  readonly rowStarts: Int32Array;
  readonly columns: Int32Array;
  readonly weights: Float64Array;
  /** Deterministic actions: `[actionCount, jointStateCount]`, the next state of each previous one. */
  readonly targets: Int32Array;
}

/** C for one modality: row-major `[stepCount, obsCount]`, as given. */
export interface CompiledPreference {
  readonly obsCount: number;
  /** 1 when the preference does not change along the policy. */
  readonly stepCount: number;
  readonly values: Float64Array;
}

/**
 * A generative model, checked and laid out for the kernels. Immutable plain data: nothing in it is
 * ever written again, and every array is a view of one `SharedArrayBuffer`, so that
 * `worker.postMessage(model)` shares the matrices and copies only the frame around them.
 */
export interface CompiledModel {
  readonly name: string;
  readonly buffer: SharedArrayBuffer;
  readonly states: readonly CompiledAxis[];
  readonly observations: readonly CompiledAxis[];
  readonly controls: readonly CompiledAxis[];
  /** Per control, whether policies may choose it. */
  readonly isControllable: readonly boolean[];
  readonly likelihoods: readonly CompiledLikelihood[];
  readonly transitions: readonly CompiledTransition[];
  readonly preferences: readonly CompiledPreference[];
  /** D, one per factor, each `[stateCount]`. */
  readonly priors: readonly Float64Array[];
  /** Where each factor's belief starts in a flat belief vector; the last entry is its length. */
  readonly beliefOffsets: Int32Array;
  /** E as given with the model, or null. Checked against the policies, which the model does not know. */
  readonly habit: Float64Array | null;
}
