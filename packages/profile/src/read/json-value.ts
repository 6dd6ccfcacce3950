import { ProfileUnreadableError } from "./profile-unreadable-error.ts";

export type JsonRecord = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Where in which file a value is, for the message of an error. */
export interface Place {
  readonly format: string;
  /** As in `nodes[3].callFrame`. */
  readonly path: string;
}

const LENGTH_MAX = 60;

/** An error that says what was expected where, and what was found. */
export function mismatch(value: unknown, expected: string, place: Place): ProfileUnreadableError {
  const text = typeof value === "object" && value !== null ? kindOf(value) : JSON.stringify(value);
  const found = (text ?? "nothing").slice(0, LENGTH_MAX);
  return new ProfileUnreadableError(
    place.format,
    `${place.path} must be ${expected}, got ${found}`,
  );
}

export function recordAt(value: unknown, place: Place): JsonRecord {
  if (!isRecord(value)) throw mismatch(value, "an object", place);
  return value;
}

export function listAt(value: unknown, place: Place): readonly unknown[] {
  if (!Array.isArray(value)) throw mismatch(value, "a list", place);
  return value;
}

export function numberAt(value: unknown, place: Place): number {
  if (typeof value !== "number" || !Number.isFinite(value)) {
    throw mismatch(value, "a finite number", place);
  }
  return value;
}

export const textOr = (value: unknown, otherwise: string): string =>
  typeof value === "string" ? value : otherwise;

export const numberOr = (value: unknown, otherwise: number): number =>
  typeof value === "number" && Number.isFinite(value) ? value : otherwise;

const kindOf = (value: object): string =>
  Array.isArray(value) ? `a list of ${value.length}` : "an object";
