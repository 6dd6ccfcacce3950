import type { AllocationReport } from "@paceline/profile";

import { formatCount } from "../quantity/significant-digits.ts";
import { markdownText } from "../words/markdown-text.ts";
import { createPaint } from "../words/paint.ts";
import { safeLine } from "../words/safe-text.ts";
import { wrapParts, wrapWords } from "../words/wrap-words.ts";
import { bytesText } from "./heap-tables.ts";
import { functionsTable, linesTable, stacksTable } from "./memory-tables.ts";
import type { HeapTextOptions } from "./render-heap.ts";
import { renderTableMarkdown, renderTableText } from "./report-table.ts";
import type { ReportTable } from "./report-table.ts";

/** Where a program allocates, for a terminal. */
export function renderMemory(report: AllocationReport, options: HeapTextOptions): string {
  const { width, isColored } = options;
  const paint = createPaint(isColored);
  const lines = [
    paint.heading(safeLine(headingOf(report))),
    ...wrapParts(factsOf(report).map(safeLine), " · ", width).map(paint.quiet),
    ...doubtsOf(report).flatMap((doubt) => wrapWords(safeLine(doubt), width).map(paint.doubtful)),
    "",
    ...tablesOf(report).flatMap((table) => renderTableText(table, width, paint)),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

/** Where a program allocates, as a Markdown document. */
export function renderMemoryMarkdown(report: AllocationReport): string {
  const lines = [
    `# ${markdownText(headingOf(report))}`,
    "",
    markdownText(factsOf(report).join(" · ")),
    "",
    ...doubtsOf(report).flatMap((doubt) => [markdownText(doubt), ""]),
    ...tablesOf(report).flatMap(renderTableMarkdown),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

const headingOf = ({ program, isAliveOnly }: AllocationReport): string =>
  isAliveOnly ? `What ${program} allocated and still holds` : `What ${program} allocates`;

const tablesOf = (report: AllocationReport): readonly ReportTable[] => [
  functionsTable(report),
  ...report.files.map((file) => linesTable(file, report)),
  stacksTable(report),
];

function factsOf(report: AllocationReport): readonly string[] {
  const { allocatedBytes, threads, sampleCount, intervalBytes, when } = report;
  return [
    bytesText(allocatedBytes),
    ...(threads.length === 1
      ? []
      : [
          `${threads.length} threads: ${threads
            .map((thread) => `${thread.name} ${bytesText(thread.allocatedBytes)}`)
            .join(", ")}`,
        ]),
    `taken ${when}`,
    `${formatCount(sampleCount)} samples, one in ${bytesText(intervalBytes)}, scaled by V8`,
  ];
}

function doubtsOf({ lostThreadCount, sampleCount }: AllocationReport): readonly string[] {
  return [
    ...(lostThreadCount === 0
      ? []
      : [
          `${lostThreadCount} ${lostThreadCount === 1 ? "thread" : "threads"} left no profile, ended while busy or ` +
            "started with flags of its own; what it allocated is missing.",
        ]),
    ...(sampleCount === 0 ? ["Nothing was sampled: use a smaller --interval."] : []),
  ];
}
