import { readFile } from "node:fs/promises";

import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";

import { breakages, breakRunResult } from "../../test/broken-run-results.ts";
import { completeRunResult, everyWarning } from "../../test/complete-run-result.ts";
import { runResultSchema } from "./run-result-schema.ts";

const published = JSON.parse(
  await readFile(new URL(import.meta.resolve("@paceline/core/run-result.schema.json")), "utf8"),
);

const validate = new Ajv2020({ strict: true, allErrors: true }).compile(published);

const withoutDescriptions = (schema: unknown): unknown =>
  JSON.parse(
    JSON.stringify(schema, (key, value: unknown) =>
      key === "description" && typeof value === "string" ? undefined : value,
    ),
  );

describe("the published schema", () => {
  test("is the one that the reader and the writer go by", () => {
    expect(withoutDescriptions(published)).toEqual(withoutDescriptions(runResultSchema()));
  });

  test("accepts a document with every field there is", () => {
    validate(completeRunResult);
    expect(validate.errors).toBeNull();
  });

  test.for(breakages)("refuses $what, at $path", (breakage) => {
    expect(validate(breakRunResult(breakage))).toBe(false);
    const pointer = `/${breakage.path.replaceAll(/[.[]/g, "/").replaceAll("]", "")}`;
    const places = validate.errors!.map(({ instancePath, params }) =>
      "missingProperty" in params ? `${instancePath}/${params["missingProperty"]}` : instancePath,
    );
    expect(places).toContain(pointer);
  });

  test("refuses a field that is not described", () => {
    expect(validate({ ...completeRunResult, comment: "hello" })).toBe(false);
  });

  test("has a variant for every warning, and no other", () => {
    const variants = published.$defs.Warning.oneOf.map(
      ({ properties }: { properties: { code: { const: string } } }) => properties.code.const,
    );
    expect(variants.toSorted()).toEqual(everyWarning.map(({ code }) => code).toSorted());
  });
});
