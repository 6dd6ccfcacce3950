import { StoreOverloadedError, StoreUnavailableError } from "../store-errors.ts";
import type { UnavailableReason } from "../store-errors.ts";

/** Nobody gave a connection back in time. */
export class PoolTimeoutError extends Error {
  constructor() {
    super("every connection of the pool was busy for too long");
  }
}

/** What the driver says of a connection that is gone, without a code. */
const LOST_MESSAGES = [
  "Connection terminated",
  "Client has encountered a connection error",
  "timeout expired",
  "Client was closed",
];

const UNREACHABLE_CODES = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENOENT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ETIMEDOUT",
]);
const LOST_CODES = new Set(["ECONNRESET", "EPIPE", "57P01", "57P02", "57P03", "57P05"]);
/** Serialisation failure and deadlock: one of two is asked to try again. */
const CONFLICT_CODES = new Set(["40001", "40P01"]);
/** See postgresql.org/docs/current/errcodes-appendix.html. */
const REASON_BY_CODE: Readonly<Record<string, UnavailableReason>> = {
  "28P01": "refused",
  "28000": "refused",
  "3D000": "refused",
  "42501": "refused",
  "53100": "full",
  "25006": "read-only",
  XX001: "corrupt",
  XX002: "corrupt",
};

/** What a failed statement means for the store. */
export type FailureKind = "lost" | "conflict" | "exhausted" | "final";

export function failureKind(error: unknown): FailureKind {
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : "";
  if (error instanceof PoolTimeoutError) return "exhausted";
  if (CONFLICT_CODES.has(code)) return "conflict";
  // Class 08 is "connection exception", 53300 "too many connections".
  const isLost =
    LOST_CODES.has(code) ||
    UNREACHABLE_CODES.has(code) ||
    code.startsWith("08") ||
    code === "53300" ||
    LOST_MESSAGES.some((each) => message.startsWith(each));
  return isLost ? "lost" : "final";
}

/** Whether a row was there already; see `Novelty`. */
export const isDuplicate = (error: unknown): boolean =>
  error instanceof StoreUnavailableError && codeOf(error.cause) === "23505";

export function postgresFailure(
  where: string,
  error: unknown,
  phase: "opening" | "open",
): StoreUnavailableError | StoreOverloadedError {
  if (error instanceof StoreUnavailableError || error instanceof StoreOverloadedError) return error;
  const kind = failureKind(error);
  if (kind === "exhausted") {
    return new StoreOverloadedError(
      `every connection to ${where} was busy for the whole "acquireTimeoutMs"; raise it or "connectionCountMax", ` +
        "or ask for less at once",
      { cause: error },
    );
  }
  if (kind === "lost")
    return new StoreUnavailableError(where, phase === "opening" ? "unreachable" : "lost", error);
  return new StoreUnavailableError(where, REASON_BY_CODE[codeOf(error)] ?? "failed", error);
}

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
