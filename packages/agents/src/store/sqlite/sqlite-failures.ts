import { StoreUnavailableError } from "../store-errors.ts";
import type { UnavailableReason } from "../store-errors.ts";

/** Primary result codes of SQLite, which are the lowest byte of `errcode`. See sqlite.org/rescode.html. */
const REASONS: Readonly<Record<number, UnavailableReason>> = {
  5: "locked",
  6: "locked",
  8: "read-only",
  11: "corrupt",
  13: "full",
  14: "unreachable",
  26: "corrupt",
};

/** `EFBIG`, a limit on the size of files, comes as an input/output error. */
const IO_ERROR = 10;
const IO_ERROR_WRITE = 778;

export function sqliteFailure(file: string, cause: unknown): StoreUnavailableError {
  const code = codeOf(cause);
  const reason =
    code === IO_ERROR_WRITE
      ? "full"
      : code === null
        ? "failed"
        : (REASONS[code & 0xff] ?? "failed");
  return new StoreUnavailableError(file, reason, describe(cause, code));
}

function codeOf(cause: unknown): number | null {
  const isNumbered =
    cause instanceof Error && "errcode" in cause && typeof cause.errcode === "number";
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- checked in the line before
  return isNumbered ? (cause as Error & { errcode: number }).errcode : null;
}

/** SQLite's words for input and output say nothing but that. */
function describe(cause: unknown, code: number | null): unknown {
  if (code === null || (code & 0xff) !== IO_ERROR || !(cause instanceof Error)) return cause;
  return new Error(`${cause.message} (SQLite ${code})`, { cause });
}
