import { PacelineError } from "@paceline/core";

/** What keeps a database from serving. */
export type UnavailableReason =
  | "unreachable"
  | "refused"
  | "unsupported"
  | "driver-missing"
  | "lost"
  | "locked"
  | "read-only"
  | "full"
  | "corrupt"
  | "failed";

/** What to do about each of them. */
const ADVICE: Readonly<Record<UnavailableReason, string>> = {
  unreachable: "check the address, and that the server runs or the folder may be written to",
  refused: "check the user, the password and the name of the database",
  unsupported: "use a newer server",
  "driver-missing": 'install the package "pg" beside paceline',
  lost: "what was acknowledged is safe; see that the server runs and open the store again",
  locked: "wait for the other program that writes to it, or end that",
  "read-only": "allow writing to the file and its folder, or give another file",
  full: "what was acknowledged is safe; make room, then write the rest again",
  corrupt: "give another file, or restore this one from a copy",
  failed: "the database says what is wrong",
};

/** The database does not serve, or no longer. Nothing that was acknowledged is lost by it. */
export class StoreUnavailableError extends PacelineError {
  override readonly code = "PACELINE_STORE_UNAVAILABLE";
  readonly reason: UnavailableReason;
  /** File or address, without a password. */
  readonly where: string;

  constructor(where: string, reason: UnavailableReason, cause: unknown) {
    const said = cause instanceof Error ? messageOf(cause) : String(cause);
    super(`the database at ${where} cannot be used: ${said}; ${ADVICE[reason]}`, { cause });
    this.where = where;
    this.reason = reason;
  }
}

/** Of an address with several hosts Node gives an error without words that holds those with. */
function messageOf(error: Error): string {
  if (error.message !== "") return error.message;
  if (error instanceof AggregateError)
    return error.errors
      .map((each) => (each instanceof Error ? each.message : String(each)))
      .join(", ");
  return error.name;
}

/** The tables were made by a later version of paceline, or by something else. */
export class StoreSchemaError extends PacelineError {
  override readonly code = "PACELINE_STORE_SCHEMA";
  readonly where: string;

  constructor(where: string, fault: string) {
    super(`the agent store at ${where} has tables that this version cannot use: ${fault}`);
    this.where = where;
  }
}

/** Something given to a store cannot be kept as it is. */
export class StoreValueError extends PacelineError {
  override readonly code = "PACELINE_STORE_VALUE";

  constructor(what: string, fault: string) {
    super(`${what} cannot be stored: ${fault}`);
  }
}

/** More is asked of a store at once than it may hold back. */
export class StoreOverloadedError extends PacelineError {
  override readonly code = "PACELINE_STORE_OVERLOADED";
}

export class StoreClosedError extends PacelineError {
  override readonly code = "PACELINE_STORE_CLOSED";

  constructor(where: string) {
    super(`the agent store at ${where} was disposed, open it again`);
  }
}
