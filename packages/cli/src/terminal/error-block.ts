import type { OptionIssue } from "@paceline/core";
import { InvalidOptionError } from "@paceline/core";
import { safeLine, safeLines } from "@paceline/report";

/** Causes that are shown; a longer chain is cut, since it can be a cycle. */
const CAUSE_COUNT_MAX = 8;

/** Codes that say that something impossible was asked for, rather than that something broke. */
const USAGE_CODES: readonly string[] = [
  "PACELINE_INVALID_OPTION",
  "PACELINE_CONFIG_LOAD",
  "PACELINE_RESULT_NOT_WRITABLE",
  "PACELINE_UNKNOWN_COMMIT",
  "PACELINE_UNKNOWN_CLASS",
  "PACELINE_SNAPSHOT_UNREADABLE",
];

/** Codes that say that nothing could be judged, which must never look like a pass. */
const INVALID_CODES: readonly string[] = [
  "PACELINE_RESULT_UNREADABLE",
  "PACELINE_CHECKOUT_FAILED",
  "PACELINE_HISTORY_UNAVAILABLE",
  "PACELINE_PROFILES_NOT_COMPARABLE",
];

/** One block of lines, safe to print, for an error that ends the command, and the exit code it deserves. */
export function describeThrown(
  thrown: unknown,
  { showStack }: { readonly showStack: boolean },
): { readonly lines: readonly string[]; readonly exitCode: 1 | 2 | 5 } {
  const code = codeOf(thrown);
  const isExpected = code?.startsWith("PACELINE_") === true;
  const lines = [
    ...headlines(thrown),
    ...causesOf(thrown, messageOf(thrown)).map((cause) => `  caused by ${safeLine(cause)}`),
    ...(showStack && thrown instanceof Error ? safeLines(thrown.stack ?? "") : []),
    ...(isExpected || showStack
      ? []
      : ["  this was not expected: --verbose or PACELINE_DEBUG=1 shows where it happened"]),
  ];
  return { lines, exitCode: exitCodeOf(code) };
}

function exitCodeOf(code: string | undefined): 1 | 2 | 5 {
  if (code === undefined) return 1;
  if (USAGE_CODES.includes(code)) return 2;
  return INVALID_CODES.includes(code) ? 5 : 1;
}

/** Of wrong options every one, under the file that they are in. */
function headlines(thrown: unknown): readonly string[] {
  if (!(thrown instanceof InvalidOptionError)) {
    const [first = "", ...rest] = safeLines(messageOf(thrown));
    return [`error: ${first}`, ...rest.map((line) => `  ${line}`)];
  }
  const place = "file" in thrown && typeof thrown.file === "string" ? `${thrown.file}: ` : "";
  const problems = thrown.issues.map((issue) => safeLine(issueText(issue)));
  return problems.length === 1
    ? [`error: ${safeLine(place)}${problems[0]}`]
    : [
        `error: ${safeLine(place)}${problems.length} problems`,
        ...problems.map((problem) => `  ${problem}`),
      ];
}

/** Core words an issue as the message of an error with that issue alone. */
const issueText = (issue: OptionIssue): string => new InvalidOptionError([issue]).message;

const messageOf = (thrown: unknown): string =>
  thrown instanceof Error
    ? thrown.message
    : `something was thrown that is no error: ${String(thrown)}`;

const codeOf = (thrown: unknown): string | undefined =>
  thrown instanceof Error && "code" in thrown && typeof thrown.code === "string"
    ? thrown.code
    : undefined;

/** Messages of causes that say something new: some errors quote theirs. */
function causesOf(thrown: unknown, message: string): readonly string[] {
  const causes: string[] = [];
  let cause = thrown instanceof Error ? thrown.cause : undefined;
  for (let depth = 0; cause instanceof Error && depth < CAUSE_COUNT_MAX; depth += 1) {
    if (!message.includes(cause.message)) causes.push(cause.message);
    ({ cause } = cause);
  }
  return causes;
}
