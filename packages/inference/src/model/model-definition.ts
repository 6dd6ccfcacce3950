import type { TensorInput } from "./tensor.ts";

/** A named axis: its levels by name, or how many there are. */
export interface AxisDefinition {
  readonly name: string;
  readonly levels: readonly string[] | number;
}

/**
 * A discrete generative model as plain data: what a person writes, and what JSON holds.
 *
 * Letters of the literature are in the comments. Only `likelihood` and `transition` are needed; sizes
 * follow from their shapes, and named axes, when given, are checked against them.
 */
export interface ModelDefinition {
  readonly name?: string;
  /** One per hidden state factor. */
  readonly states?: readonly AxisDefinition[];
  /** One per observation modality. */
  readonly observations?: readonly AxisDefinition[];
  /** One per control. Without `transitionControls` there is one control per factor. */
  readonly controls?: readonly AxisDefinition[];

  /**
   * A, one per modality: p(o | s), shape `[obs, ...states of likelihoodDependencies]`. Each column
   * (fixed states) sums to 1.
   */
  readonly likelihood: readonly TensorInput[];
  /**
   * B, one per factor: p(s' | s, u), shape `[next, ...previous states of transitionDependencies,
   * ...actions of transitionControls]`. Next state first, action last. Each column sums to 1.
   */
  readonly transition: readonly TensorInput[];
  /**
   * C, one per modality: log preferences, shape `[obs]` or, when they change along the policy,
   * `[obs, policyLength]`.
   *
   * @defaultValue no preference: zeros
   */
  readonly preference?: readonly TensorInput[];
  /**
   * D, one per factor: p(s) at the first time step, shape `[state]`.
   *
   * @defaultValue uniform
   */
  readonly prior?: readonly TensorInput[];
  /**
   * E: p(policy), shape `[policy]`, in the order of the policies.
   *
   * @defaultValue uniform
   */
  readonly habit?: TensorInput;

  /**
   * Factors that each modality depends on, in the order of the axes of its likelihood.
   *
   * @defaultValue all factors, in order
   */
  readonly likelihoodDependencies?: readonly (readonly number[])[];
  /**
   * Factors whose previous states each factor's transition depends on, in the order of its axes.
   *
   * @defaultValue each factor on itself
   */
  readonly transitionDependencies?: readonly (readonly number[])[];
  /**
   * Controls that each factor's transition depends on, in the order of its last axes.
   *
   * @defaultValue each factor on the control of its own index
   */
  readonly transitionControls?: readonly (readonly number[])[];
  /**
   * Controls that the agent may choose. The others always carry action 0.
   *
   * @defaultValue all controls
   */
  readonly controllable?: readonly number[];
}
