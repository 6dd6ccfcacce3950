import type { RunResult } from "@paceline/core";

import { failureReportsOf } from "../../failures/failure-reports.ts";
import type { FailureReport } from "../../failures/failure-reports.ts";
import { truncateEnd, truncateMiddle } from "../../words/display-width.ts";
import type { Paint } from "../../words/paint.ts";
import { hangingParagraph } from "../../words/wrap-words.ts";

const INDENT = "  ";

/** One block for each thing that went wrong, all of them naming file and benchmark. */
export function renderFailures(
  result: Pick<RunResult, "fileErrors" | "benchmarks">,
  width: number,
  paint: Paint,
): readonly string[] {
  const reports = failureReportsOf(result);
  if (reports.length === 0) return [];
  return [
    paint.heading("Errors"),
    ...reports.flatMap((report) => [...block(report, width, paint), ""]),
  ];
}

function block(report: FailureReport, width: number, paint: Paint): readonly string[] {
  const { file, benchmarkId, circumstance, messageLines, location, outputLines } = report;
  const title = benchmarkId ?? file;
  const where = benchmarkId === null ? circumstance : `${file}, ${circumstance}`;
  return [
    paint.bad(truncateMiddle(`✗ ${title}`, width)),
    ...hangingParagraph(INDENT, where, width).map(paint.quiet),
    ...messageLines.flatMap((line) => hangingParagraph(INDENT, line, width)),
    ...(location === null ? [] : [truncateMiddle(`${INDENT}at ${location}`, width)]),
    ...(outputLines.length === 0 ? [] : [paint.quiet(`${INDENT}last output:`)]),
    ...outputLines.map((line) => paint.quiet(truncateEnd(`${INDENT}│ ${line}`, width))),
  ];
}
