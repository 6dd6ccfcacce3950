import type { CompiledModel } from "../model/compiled-model.ts";
import type { Observation } from "../states/read-observation.ts";

/**
 * Posteriors over hidden states within a window of time, given the actions taken: filtering as observations come,
 * smoothing over the window when asked. What a belief is, exact or factorised, is said by who extends it.
 *
 * Steps are counted from the start of the window; when it is full, the oldest one leaves it. Calls allocate nothing
 * once the window exists; views show its memory and are overwritten by later calls.
 */
export interface SequenceWindow {
  readonly model: CompiledModel;
  /** Steps in the window. */
  readonly stepCount: number;
  /**
   * Filters one more step.
   *
   * @param actions - what led into this step, one per control; none at the first step.
   * @throws {InvalidObservationError} naming the axis that the observation does not fit.
   * @throws {InvalidActionError} naming the control that an action does not fit.
   */
  observe(observation: Observation, actions?: ArrayLike<number>): void;
  /** Smooths the whole window, with the joint of every transition. */
  smooth(): void;
  /** Back to before the first observation. */
  reset(): void;
  /** Whether the observation of a step was impossible; its zeros then count as 2.2e-16. */
  isImpossible(step: number): boolean;
}
