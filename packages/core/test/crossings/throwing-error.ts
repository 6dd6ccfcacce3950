import { InvalidOptionError } from "@paceline/core";

/** An error with everything that a crossing may lose: class, code, fields, cause, inner errors. */
export function createLossyError(): AggregateError {
  const option = new InvalidOptionError([
    { path: "backend.workerCount", expected: "a whole number", received: "two" },
  ]);
  return new AggregateError(
    [option, new TypeError("not a function", { cause: option }), "thrown text"],
    "three things went wrong",
  );
}
