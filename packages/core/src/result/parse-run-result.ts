import { checkShape } from "../shape/check-shape.ts";
import { isRecord } from "../shape/fits-shape.ts";
import {
  InvalidResultError,
  NotAResultError,
  ResultNotJsonError,
  ResultTooNewError,
} from "./result-errors.ts";
import { runResultShape } from "./run-result-shape.ts";
import { RESULT_SCHEMA_VERSION } from "./run-result.ts";
import type { RunResult } from "./run-result.ts";

/**
 * Reads a result document, and believes nothing of it until it is checked. Fields that this version does
 * not know are kept and ignored.
 *
 * @param value - JSON text, or what was parsed from it.
 * @throws {ResultNotJsonError} when text is not JSON.
 * @throws {NotAResultError} when it is JSON of something else.
 * @throws {ResultTooNewError} when a later version of paceline wrote it in a form not known here.
 * @throws {InvalidResultError} when fields are missing or wrong; it names each by its path.
 */
export function parseRunResult(value: unknown): RunResult {
  const document = typeof value === "string" ? parseJson(value) : value;
  const schema = isRecord(document) ? document["schema"] : undefined;
  if (!isRecord(document) || schema !== "paceline/run-result") {
    throw new NotAResultError(JSON.stringify(schema) ?? "missing");
  }
  const { schemaVersion } = document;
  if (typeof schemaVersion === "number" && schemaVersion > RESULT_SCHEMA_VERSION) {
    throw new ResultTooNewError(schemaVersion, RESULT_SCHEMA_VERSION);
  }
  const issues = checkShape(document, runResultShape.node);
  if (issues.length > 0) throw new InvalidResultError(issues);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the check above is what makes it one
  return document as unknown as RunResult;
}

function parseJson(text: string): unknown {
  try {
    // Editors on Windows put a byte order mark in front, which JSON does not allow.
    return JSON.parse(text.startsWith("\uFEFF") ? text.slice(1) : text);
  } catch (error) {
    throw new ResultNotJsonError(error);
  }
}
