import { expect, test } from "vitest";

import { toErrorRecord } from "./error-record.ts";
import { InvalidSamplesError } from "./errors.ts";

test("keeps across structured clone what a cloned Error loses", () => {
  const error = new InvalidSamplesError("no samples", { cause: new TypeError("boom") });

  expect(structuredClone(error)).not.toHaveProperty("code");
  expect(structuredClone(toErrorRecord(error))).toMatchObject({
    name: "InvalidSamplesError",
    code: "PACELINE_INVALID_SAMPLES",
    cause: { name: "TypeError", message: "boom" },
  });
});

test("ends on a cause that points back", () => {
  const error = new Error("loop");
  error.cause = error;
  expect(() => toErrorRecord(error)).not.toThrow();
});
