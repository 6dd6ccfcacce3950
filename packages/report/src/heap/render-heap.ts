import type { HeapReport } from "@paceline/profile";

import { formatElapsed } from "../quantity/format-time.ts";
import { formatCount } from "../quantity/significant-digits.ts";
import { markdownText } from "../words/markdown-text.ts";
import { createPaint } from "../words/paint.ts";
import { safeLine } from "../words/safe-text.ts";
import { wrapParts } from "../words/wrap-words.ts";
import { renderPathsMarkdown, renderPathsText } from "./heap-paths.ts";
import { bytesText, classesTable, dominatorsTable, growthTable } from "./heap-tables.ts";
import { renderTableMarkdown, renderTableText } from "./report-table.ts";
import type { ReportTable } from "./report-table.ts";

export interface HeapTextOptions {
  readonly width: number;
  readonly isColored: boolean;
}

/** A heap report for a terminal. What was asked for specially comes last, where a reader's eye ends. */
export function renderHeap(report: HeapReport, { width, isColored }: HeapTextOptions): string {
  const paint = createPaint(isColored);
  const lines = [
    paint.heading(safeLine(`Heap of ${nameOf(report)}`)),
    ...wrapParts(factsOf(report).map(safeLine), " · ", width).map(paint.quiet),
    "",
    ...tablesOf(report).flatMap((table) => renderTableText(table, width, paint)),
    ...(report.paths === null ? [] : renderPathsText(report.paths, width, paint)),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

/** A heap report as a Markdown document. */
export function renderHeapMarkdown(report: HeapReport): string {
  const lines = [
    `# Heap of ${markdownText(nameOf(report))}`,
    "",
    markdownText(factsOf(report).join(" · ")),
    "",
    ...tablesOf(report).flatMap(renderTableMarkdown),
    ...(report.paths === null ? [] : renderPathsMarkdown(report.paths)),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

const tablesOf = (report: HeapReport): readonly ReportTable[] => [
  classesTable(report),
  dominatorsTable(report),
  ...(report.growth === null ? [] : [growthTable(report.growth)]),
];

const nameOf = ({ source, capture }: HeapReport): string => capture?.program ?? source;

function factsOf(report: HeapReport): readonly string[] {
  const { selfBytes, nodeCount, edgeCount, extraNativeBytes, capture } = report;
  return [
    bytesText(selfBytes),
    `${formatCount(nodeCount)} nodes`,
    `${formatCount(edgeCount)} references`,
    ...(extraNativeBytes === 0 ? [] : [`${bytesText(extraNativeBytes)} more outside of the heap`]),
    ...(capture === null
      ? []
      : [`taken ${capture.when}`, `it stood still for ${formatElapsed(capture.stoppedNs)}`]),
  ];
}
