import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { toErrorRecord } from "./error-record.ts";
import { hasErrorCode, InvalidOptionError, InvalidSamplesError } from "./errors.ts";
import { fromErrorRecord } from "./from-error-record.ts";

const invalidOption = new InvalidOptionError([
  { path: "forks", expected: "a whole number of at least 1", received: -1 },
]);

describe("toErrorRecord", () => {
  test("keeps across structured clone what a cloned Error loses", () => {
    const error = new InvalidSamplesError("no samples", { cause: new TypeError("boom") });

    expect(structuredClone(error)).not.toHaveProperty("code");
    expect(structuredClone(toErrorRecord(error))).toMatchObject({
      name: "InvalidSamplesError",
      code: "PACELINE_INVALID_SAMPLES",
      cause: { name: "TypeError", message: "boom" },
    });
  });

  test.for([
    ["an error with fields", invalidOption],
    ["a bare error", new Error("bare")],
    ["an aggregate", new AggregateError([invalidOption, "text"], "both")],
    ["undefined", undefined],
  ] as const)("of %s is the same after JSON", ([, thrown]) => {
    const record = toErrorRecord(thrown);
    expect(JSON.parse(JSON.stringify(record))).toStrictEqual(record);
  });

  test.for([
    ["text", "text"],
    [undefined, "undefined"],
    [null, "null"],
    [Symbol("sign"), "Symbol(sign)"],
    [{ a: 1 }, "{ a: 1 }"],
    [Object.create(null), "[Object: null prototype] {}"],
  ])("says what was thrown when it is no error: %o", ([thrown, message]) => {
    expect(toErrorRecord(thrown)).toEqual({ name: "NonError", message });
  });

  test("ends on a cause that points back", () => {
    const error = new Error("loop");
    error.cause = error;
    let depth = 0;
    for (let record = toErrorRecord(error).cause; record !== undefined; record = record.cause) {
      depth += 1;
    }
    expect(depth).toBe(8);
  });

  test("keeps sixteen errors of an aggregate, and ends on aggregates of aggregates", () => {
    const many = Array.from({ length: 40 }, (_, index) => new Error(`inner ${index}`));
    expect(toErrorRecord(new AggregateError(many)).errors).toHaveLength(16);

    let nested = new AggregateError(many);
    for (let level = 0; level < 6; level += 1) {
      nested = new AggregateError(Array.from({ length: 16 }, () => nested));
    }
    expect(JSON.stringify(toErrorRecord(nested)).length).toBeLessThan(2 ** 20);
  });

  test("cuts a message that quotes a whole file, and says so", () => {
    const { message } = toErrorRecord(new Error("x".repeat(1e6)));
    expect(message.length).toBeLessThan(17_000);
    expect(message).toMatch(/x… \(1000000 characters, cut\)$/);
  });

  test("leaves out fields that are not plain, and those that never end", () => {
    const cyclic: Record<string, unknown> = {};
    cyclic["self"] = cyclic;
    const error = Object.assign(new Error("odd"), {
      run: () => 1,
      map: new Map(),
      notANumber: Number.NaN,
      cyclic,
      kept: { list: [1, undefined], dropped: undefined },
    });
    expect(toErrorRecord(error).fields).toEqual({ kept: { list: [1, null] } });
  });

  test("of anything at all is plain, and the same after JSON and structured clone", () => {
    const thrown = fc.oneof(
      fc.anything({
        withBigInt: true,
        withMap: true,
        withNullPrototype: true,
        withTypedArray: true,
      }),
      fc
        .record({ code: fc.anything(), extra: fc.anything(), errors: fc.anything() })
        .map((fields) => Object.assign(new Error("odd"), fields)),
    );
    fc.assert(
      fc.property(thrown, (value) => {
        const record = toErrorRecord(value);
        expect(structuredClone(record)).toStrictEqual(record);
        expect(JSON.parse(JSON.stringify(record))).toEqual(record);
      }),
    );
  });

  test("does not throw when the error's own getter does", () => {
    const error = new Error("hostile");
    Object.defineProperty(error, "message", {
      get() {
        throw new Error("gotcha");
      },
    });
    expect(toErrorRecord(error).message).toContain("threw while they were read");
  });
});

describe("fromErrorRecord", () => {
  test("gives back what the record holds", () => {
    const original = new InvalidSamplesError("few", { cause: new RangeError("zero") });
    const rebuilt = fromErrorRecord(toErrorRecord(original));

    expect(hasErrorCode(rebuilt, "PACELINE_INVALID_SAMPLES")).toBe(true);
    expect(rebuilt).toMatchObject({ name: "InvalidSamplesError", message: "few" });
    expect(rebuilt.stack).toBe(original.stack);
    expect(rebuilt.cause).toBeInstanceOf(RangeError);
    expect(fromErrorRecord(toErrorRecord(invalidOption))).toMatchObject({
      issues: invalidOption.issues,
    });
  });

  test("makes a record that is the same again", () => {
    const record = toErrorRecord(new AggregateError([invalidOption, new TypeError("t")], "both"));
    expect(toErrorRecord(fromErrorRecord(record))).toStrictEqual(record);
  });

  test("does not let a field change what errors are", () => {
    const record = JSON.parse(
      `{ "name": "constructor", "message": "m", "fields": { "__proto__": { "polluted": true } } }`,
    );
    const rebuilt = fromErrorRecord(record);
    expect(rebuilt).toBeInstanceOf(Error);
    expect("polluted" in rebuilt).toBe(false);
  });
});
