import { checkShape } from "../shape/check-shape.ts";
import { writeShape } from "../shape/write-shape.ts";
import { ResultNotSerializableError } from "./result-errors.ts";
import { runResultShape } from "./run-result-shape.ts";
import type { RunResult } from "./run-result.ts";

/**
 * Writes a result document as JSON that {@link parseRunResult} reads back equal, made for diffs: fixed
 * order of fields, one line per list of numbers, a newline at the end.
 *
 * @throws {ResultNotSerializableError} when it holds what a reader would refuse, such as NaN, for which
 *   `JSON.stringify` would write null. It names each place.
 */
export function serializeRunResult(result: RunResult): string {
  const issues = checkShape(result, runResultShape.node);
  if (issues.length > 0) throw new ResultNotSerializableError(issues);
  return `${writeShape(result, runResultShape.node)}\n`;
}
