/** Present and past of a window: what the messages of all policies start from. */
export interface PymdpPast {
  readonly stepCount: number;
  /** Row-major `[step, joint state of all factors]`: likelihood of what was seen. */
  readonly likelihoods: Float64Array;
  /** Row-major `[step, factor]`: flat action that led into the step. */
  readonly actions: Int32Array;
  /** Row-major `[prefix or 0, state of all factors]`: prior of the first step. */
  readonly priors: Float64Array;
  /** Entries from one prefix's prior to the next; 0 when all share one. */
  readonly priorStride: number;
}
