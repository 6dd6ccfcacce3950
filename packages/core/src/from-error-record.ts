import type { ErrorRecord } from "./error-record.ts";

/** The language's own errors come back as what they were; others as `Error` with their name. */
const CONSTRUCTORS: Readonly<Record<string, new (message: string) => Error>> = {
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
};

/**
 * Makes an error again from its record, to be thrown on this side of a thread or process: same name,
 * code, message, stack (that of the other side), cause, inner errors and fields.
 *
 * Its class is not made again: match on `code`, with {@link hasErrorCode}, which holds on both sides.
 */
export function fromErrorRecord(record: ErrorRecord): Error {
  const { name, message, code, stack, cause, errors, fields } = record;
  const constructor = Object.hasOwn(CONSTRUCTORS, name) ? CONSTRUCTORS[name]! : Error;
  const error =
    errors === undefined
      ? new constructor(message)
      : new AggregateError(errors.map(fromErrorRecord), message);

  // Not enumerable, as the language has them: else the name would show up among the fields.
  const define = (key: string, value: unknown, enumerable: boolean): void => {
    Object.defineProperty(error, key, { value, enumerable, writable: true, configurable: true });
  };
  define("name", name, false);
  // Undefined rather than the stack of this line, which would send people to the wrong place.
  define("stack", stack, false);
  if (cause !== undefined) define("cause", fromErrorRecord(cause), false);
  if (code !== undefined) define("code", code, true);
  for (const [key, value] of Object.entries(fields ?? {})) define(key, value, true);
  return error;
}
