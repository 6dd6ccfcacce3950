import type { BenchmarkResult, RunResult } from "@paceline/core";

import { failureReportsOf } from "../../failures/failure-reports.ts";
import type { FailureReport } from "../../failures/failure-reports.ts";
import { closingFacts, machineFacts, plural, settingsFacts } from "../../run/run-facts.ts";
import { isTimed } from "../../table/benchmark-facts.ts";
import { groupBenchmarks } from "../../table/group-benchmarks.ts";
import { sortBenchmarks } from "../../table/sort-benchmarks.ts";
import {
  currentText,
  STATUS_WORDS,
  targetCountsText,
  targetRowsOf,
} from "../../targets/target-rows.ts";
import type { TargetRow } from "../../targets/target-rows.ts";
import { SMOKE_DOUBT, summarizeWarnings } from "../../warnings/summarize-warnings.ts";
import {
  markdownFence,
  markdownRow,
  markdownRule,
  markdownText,
} from "../../words/markdown-text.ts";
import type { TableOptions } from "../text/render-text.ts";
import { markdownTable } from "./benchmark-table.ts";
import { memoryBlocks } from "./memory-blocks.ts";
import { peerBlocks } from "./peers-block.ts";

/** The same tables as on the terminal, for pull requests and files. Ends with a line break. */
export function renderMarkdown(result: RunResult, options: TableOptions = {}): string {
  const { sort = "defined", groupBy = ["group"] } = options;
  const timed = result.benchmarks.filter(isTimed);
  const groups = groupBenchmarks(sortBenchmarks(timed, sort), groupBy);
  const blocks: readonly (readonly string[])[] = [
    ["## Benchmarks"],
    [markdownText([...settingsFacts(result), ...machineFacts(result)].join(" · "))],
    ...groups.flatMap((group) => markdownTable(group, options)),
    ...memoryBlocks(result),
    ...targetBlocks(result.benchmarks),
    ...peerBlocks(result.benchmarks),
    ...warningBlocks(result),
    ...failureBlocks(result),
    [markdownText(closingFacts(result).join(" · "))],
  ];
  return `${blocks.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function targetBlocks(benchmarks: readonly BenchmarkResult[]): readonly (readonly string[])[] {
  const rows = targetRowsOf(benchmarks);
  return [
    ...targetBlock(
      "Targets",
      rows.filter(({ isStretch }) => !isStretch),
    ),
    ...targetBlock(
      "Stretch targets",
      rows.filter(({ isStretch }) => isStretch),
    ),
  ];
}

function targetBlock(title: string, rows: readonly TargetRow[]): readonly (readonly string[])[] {
  if (rows.length === 0) return [];
  return [
    [`### ${title}: ${targetCountsText(rows)}`],
    [
      markdownRow(["Component", "Metric", "Target", "Current", "Status"]),
      markdownRule(["left", "left", "left", "right", "left"]),
      ...rows.map((row) => {
        const { sign, word } = STATUS_WORDS[row.status];
        const texts = [row.component, row.label, row.target, currentText(row)].map(markdownText);
        return markdownRow([...texts, `${sign} ${word}`]);
      }),
    ],
  ];
}

function warningBlocks({
  benchmarks,
  preset,
}: Pick<RunResult, "benchmarks" | "preset">): readonly (readonly string[])[] {
  const summaries = summarizeWarnings(benchmarks);
  if (summaries.length === 0) return [];
  if (preset === "smoke") return [[SMOKE_DOUBT]];
  return [
    ["### Warnings"],
    summaries.map(({ code, seen, cause, advice, benchmarkLabels }) => {
      const where = `in ${plural(benchmarkLabels.length, "benchmark")}`;
      return `- **${code}** ${where}: ${markdownText(`${seen}. Likely: ${cause}. Try: ${advice}.`)}`;
    }),
  ];
}

function failureBlocks(result: RunResult): readonly (readonly string[])[] {
  const reports = failureReportsOf(result);
  return reports.length === 0 ? [] : [["### Errors"], ...reports.flatMap(failureBlock)];
}

function failureBlock(report: FailureReport): readonly (readonly string[])[] {
  const { file, benchmarkId, circumstance, messageLines, location, outputLines } = report;
  const title = benchmarkId === null ? file : `${benchmarkId} in ${file}`;
  return [
    [`**${markdownText(title)}**, ${markdownText(circumstance)}`],
    markdownFence([
      ...messageLines,
      ...(location === null ? [] : [`at ${location}`]),
      ...(outputLines.length === 0 ? [] : ["last output:", ...outputLines]),
    ]),
  ];
}
