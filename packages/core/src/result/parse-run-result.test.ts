import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { breakages, breakRunResult } from "../../test/broken-run-results.ts";
import { completeRunResult } from "../../test/complete-run-result.ts";
import { hasErrorCode, PacelineError } from "../errors.ts";
import type { ErrorCode } from "../errors.ts";
import { parseRunResult } from "./parse-run-result.ts";
import { InvalidResultError } from "./result-errors.ts";

function refusalOf(value: unknown): Error {
  try {
    parseRunResult(value);
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error("nothing was refused");
}

describe("parseRunResult", () => {
  test("reads text and what was parsed from it", () => {
    const text = JSON.stringify(completeRunResult);
    expect(parseRunResult(text)).toEqual(completeRunResult);
    expect(parseRunResult(JSON.parse(text))).toEqual(completeRunResult);
    expect(parseRunResult(`\uFEFF${text}`)).toEqual(completeRunResult);
  });

  test("keeps a field that it does not know: a later version may have added it", () => {
    const later = { ...completeRunResult, comment: "hello" };
    expect(parseRunResult(later)).toEqual(later);
  });

  test.for(breakages)("names the place of $what", (breakage) => {
    const error = refusalOf(breakRunResult(breakage));
    expect(error).toBeInstanceOf(InvalidResultError);
    expect((error as InvalidResultError).issues.map(({ path }) => path)).toEqual([breakage.path]);
  });

  test.for<[string, unknown, ErrorCode, string]>([
    ["no text", "", "PACELINE_RESULT_NOT_JSON", "Unexpected end of JSON input"],
    ["text cut off", '{"schema": "pac', "PACELINE_RESULT_NOT_JSON", "the result is not JSON"],
    ["a list", "[]", "PACELINE_NOT_A_RESULT", 'its field "schema" is missing'],
    ["null", null, "PACELINE_NOT_A_RESULT", 'its field "schema" is missing'],
    ["another tool's", { schema: "x/y" }, "PACELINE_NOT_A_RESULT", 'its field "schema" is "x/y"'],
    [
      "a later version's",
      { schema: "paceline/run-result", schemaVersion: 7 },
      "PACELINE_RESULT_TOO_NEW",
      "has schema version 7, and this paceline reads up to 1: update paceline",
    ],
    [
      "an empty result",
      { schema: "paceline/run-result", schemaVersion: 1 },
      "PACELINE_INVALID_RESULT",
      '"id" must be text, got nothing; "status" must be one of running, completed, interrupted',
    ],
  ])("says what is wrong with %s", ([, value, code, message]) => {
    const error = refusalOf(value);
    expect(hasErrorCode(error, code)).toBe(true);
    expect(error.message).toContain(message);
  });

  test("stops at twenty issues, and at nesting without end", () => {
    const benchmarks = Array.from({ length: 1000 }, () => ({}));
    const many = refusalOf({ ...completeRunResult, benchmarks }) as InvalidResultError;
    expect(many.issues).toHaveLength(20);

    let error: object = { name: "Error", message: "innermost" };
    for (let depth = 0; depth < 5000; depth += 1) error = { name: "E", message: "m", cause: error };
    const fileErrors = [{ file: "deep.bench.ts", error }];
    expect(refusalOf({ ...completeRunResult, fileErrors }).message).toContain(
      "must be nested at most 64 deep",
    );
  });

  test("refuses whatever is no result with an error of its own, never a crash", () => {
    const document = fc.oneof(
      fc.anything(),
      fc.string(),
      fc.json(),
      // Like a result at the top and anything below.
      fc
        .dictionary(fc.constantFrom(...Object.keys(completeRunResult)), fc.anything())
        .map((fields) => ({
          ...completeRunResult,
          ...fields,
          schema: "paceline/run-result",
          seed: "broken",
        })),
    );
    fc.assert(
      fc.property(document, (value) => {
        expect(refusalOf(value)).toBeInstanceOf(PacelineError);
      }),
    );
  });

  test("is not fooled by fields that an object inherits", () => {
    const { id: _, ...withoutId } = completeRunResult;
    const heir = Object.assign(Object.create({ id: "inherited" }) as object, withoutId);
    expect(refusalOf(heir).message).toContain('"id" must be text, got nothing');
  });
});
