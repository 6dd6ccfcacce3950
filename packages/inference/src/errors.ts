/**
 * Every error that the engine throws on purpose extends {@link InferenceError} and carries a stable
 * `code`. This room has no dependencies, so it keeps a table of its own; the codes share the
 * `PACELINE_` prefix and never collide with those of `@paceline/core`.
 */

/** Code to one-line meaning. */
export const INFERENCE_ERROR_CODES = {
  PACELINE_INVALID_MODEL: "A generative model has arrays of the wrong shape or bad probabilities.",
  PACELINE_INVALID_INFERENCE_OPTION: "An inference option is of the wrong type or out of range.",
  PACELINE_INVALID_POLICIES: "A policy list is empty, too large, or names unknown actions.",
  PACELINE_INVALID_OBSERVATION: "An observation does not fit the model's observation axes.",
  PACELINE_INVALID_ACTION: "An action does not fit the model's control axes.",
  PACELINE_INVALID_STATE: "The engine was asked for something that has not been computed yet.",
} as const satisfies Record<`PACELINE_${string}`, string>;

export type InferenceErrorCode = keyof typeof INFERENCE_ERROR_CODES;

export abstract class InferenceError extends Error {
  abstract readonly code: InferenceErrorCode;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    // Not enumerable and never spelled twice, so it cannot drift from the class name.
    Object.defineProperty(this, "name", { value: new.target.name });
  }
}

/** One thing wrong with a model. */
export interface ModelIssue {
  /** The array and, where there is one, the place in it: `likelihood[0] (A), column 3`. */
  readonly axis: string;
  readonly expected: string;
  readonly given: string;
}

/** Carries every issue of a model at once, so that a user fixes it in one round. */
export class InvalidModelError extends InferenceError {
  override readonly code = "PACELINE_INVALID_MODEL";
  readonly issues: readonly ModelIssue[];

  constructor(issues: readonly ModelIssue[]) {
    super(`model is not usable: ${issues.map(formatIssue).join("; ")}`);
    this.issues = issues;
  }
}

/** Carries every bad option at once. */
export class InvalidInferenceOptionError extends InferenceError {
  override readonly code = "PACELINE_INVALID_INFERENCE_OPTION";
  readonly issues: readonly ModelIssue[];

  constructor(issues: readonly ModelIssue[]) {
    super(issues.map((issue) => `option ${formatIssue(issue)}`).join("; "));
    this.issues = issues;
  }
}

export class InvalidPoliciesError extends InferenceError {
  override readonly code = "PACELINE_INVALID_POLICIES";
}

/** `axis` is the name of the observation axis that the value does not fit. */
export class InvalidObservationError extends InferenceError {
  override readonly code = "PACELINE_INVALID_OBSERVATION";
  readonly axis: string;

  constructor(axis: string, expected: string, given: string) {
    super(`observation on axis "${axis}" must be ${expected}, got ${given}`);
    this.axis = axis;
  }
}

/** `axis` is the name of the control axis that the value does not fit. */
export class InvalidActionError extends InferenceError {
  override readonly code = "PACELINE_INVALID_ACTION";
  readonly axis: string;

  constructor(axis: string, expected: string, given: string) {
    super(`action on axis "${axis}" must be ${expected}, got ${given}`);
    this.axis = axis;
  }
}

export class InvalidStateError extends InferenceError {
  override readonly code = "PACELINE_INVALID_STATE";
}

const formatIssue = ({ axis, expected, given }: ModelIssue): string =>
  `${axis} must be ${expected}, got ${given}`;
