import { PacelineError } from "../errors.ts";
import type { ShapeIssue } from "../shape/check-shape.ts";

/** The text is not JSON at all, or only a part of it: the writer was killed, or it is another file. */
export class ResultNotJsonError extends PacelineError {
  override readonly code = "PACELINE_RESULT_NOT_JSON";

  constructor(cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`the result is not JSON: ${reason}; give a file that \`paceline run\` wrote`, { cause });
  }
}

/** JSON, but of something else. */
export class NotAResultError extends PacelineError {
  override readonly code = "PACELINE_NOT_A_RESULT";

  constructor(received: string) {
    super(
      `not a paceline result: its field "schema" is ${received}, not "paceline/run-result"; give a file that \`paceline run\` wrote`,
    );
  }
}

/** Written by a later paceline, in a form that this one would misread. */
export class ResultTooNewError extends PacelineError {
  override readonly code = "PACELINE_RESULT_TOO_NEW";
  readonly schemaVersion: number;
  readonly schemaVersionMax: number;

  constructor(schemaVersion: number, schemaVersionMax: number) {
    super(
      `the result has schema version ${schemaVersion}, and this paceline reads up to ${schemaVersionMax}: update paceline`,
    );
    this.schemaVersion = schemaVersion;
    this.schemaVersionMax = schemaVersionMax;
  }
}

/** A result document with fields missing or wrong; `issues` holds the first 20. */
export class InvalidResultError extends PacelineError {
  override readonly code = "PACELINE_INVALID_RESULT";
  readonly issues: readonly ShapeIssue[];

  constructor(issues: readonly ShapeIssue[]) {
    super(`the result is damaged: ${issues.map(formatIssue).join("; ")}`);
    this.issues = issues;
  }
}

/** A document that a reader would refuse, such as one with NaN in it, is not written. */
export class ResultNotSerializableError extends PacelineError {
  override readonly code = "PACELINE_RESULT_NOT_SERIALIZABLE";
  readonly issues: readonly ShapeIssue[];

  constructor(issues: readonly ShapeIssue[]) {
    super(`the result cannot be written: ${issues.map(formatIssue).join("; ")}`);
    this.issues = issues;
  }
}

const formatIssue = ({ path, expected, received }: ShapeIssue): string =>
  `${path === "" ? "the document" : `"${path}"`} must be ${expected}, got ${received}`;
