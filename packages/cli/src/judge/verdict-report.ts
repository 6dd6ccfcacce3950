import {
  comparisonNotes,
  renderVerdictAnnotations,
  renderVerdicts,
  renderVerdictsCsv,
  renderVerdictsJunit,
  renderVerdictsMarkdown,
  createPaint,
  rowsOfComparison,
  rowsOfPairs,
  symmetryNotes,
} from "@paceline/report";
import type { VerdictRow } from "@paceline/report";
import type { Comparison } from "@paceline/analysis";
import type { RunResult } from "@paceline/core";

import type { ExitCode } from "../command.ts";
import type { CommandIo } from "../terminal/command-io.ts";
import type { MeasuredPairs } from "./measure-pairs.ts";
import { writeVerdictFiles } from "./verdict-files.ts";
import type { VerdictFile } from "./verdict-files.ts";

/** Verdicts with everything that a format may want to say of them. */
export interface VerdictReport {
  readonly base: string;
  readonly head: string;
  readonly rows: readonly VerdictRow[];
  readonly notes: readonly string[];
  /** The whole of it as data. */
  readonly document: object;
  /** Targets of the head that were missed; a gate fails for them. */
  readonly missedTargets: readonly string[];
  /** Why benchmarks are slower, in lines, where that was asked for. */
  readonly explanation?: readonly string[];
}

export const VERDICT_FORMATS = ["text", "markdown", "json", "csv", "junit", "github"] as const;
export type VerdictFormat = (typeof VERDICT_FORMATS)[number];

export function reportComparison(
  comparison: Comparison,
  names: { readonly base: string; readonly head: string },
  headRun: RunResult,
): VerdictReport {
  return {
    ...names,
    rows: rowsOfComparison(comparison, names),
    notes: comparisonNotes(comparison),
    document: { kind: "stored", ...names, ...comparison },
    missedTargets: headRun.benchmarks.flatMap(({ id, targets }) =>
      targets
        .filter(({ status, isStretch }) => status === "missed" && !isStretch)
        .map(({ label }) => `${id} misses the target "${label}"`),
    ),
  };
}

export function reportPairs(
  { verdicts, unpaired, isPinned, isBudgetSpent }: MeasuredPairs,
  names: { readonly base: string; readonly head: string },
): VerdictReport {
  const notes = [
    ...symmetryNotes(verdicts.symmetry),
    ...(isPinned ? [] : ["pairs were not pinned to a core: they tell far less; install taskset"]),
    ...(isBudgetSpent ? ["the budget ended before all was decided: raise --budget"] : []),
    "intervals hold at every number of pairs, for all verdicts together",
  ];
  return {
    ...names,
    rows: rowsOfPairs(verdicts, unpaired),
    notes,
    document: { kind: "pairs", ...names, ...verdicts, unpaired },
    missedTargets: [],
  };
}

export interface ReportTarget {
  readonly format: VerdictFormat;
  readonly files: readonly VerdictFile[];
  readonly title: string;
  readonly io: CommandIo;
}

/** Writes the report in a format to where the command's answer goes, and to files in theirs. */
export async function writeReport(
  report: VerdictReport,
  { format, files, title, io }: ReportTarget,
): Promise<void> {
  io.out.write(render(report, format, title, io));
  const { explanation = [] } = report;
  // The answer in another form than text is for programs: it stays whole.
  const output = format === "text" ? io.out : io.err;
  if (explanation.length > 0) output.write(`${explanation.join("\n")}\n`);
  await writeVerdictFiles(files, (one) => render(report, one, title, io));
}

function render(
  report: VerdictReport,
  format: VerdictFormat,
  title: string,
  { out }: CommandIo,
): string {
  const { rows, base, head, missedTargets } = report;
  const notes = [...missedTargets, ...report.notes];
  switch (format) {
    case "json":
      return `${JSON.stringify(report.document, null, 2)}\n`;
    case "csv":
      return renderVerdictsCsv(rows);
    case "junit":
      return renderVerdictsJunit(rows);
    case "github":
      return renderVerdictAnnotations(rows);
    case "markdown":
      return renderVerdictsMarkdown(rows, { title, base, head, notes });
    default:
      return renderVerdicts(rows, {
        width: out.width,
        paint: createPaint(out.isColored),
        base,
        head,
        notes,
      });
  }
}

/** Of `gate`: 3 before 5, because a slow-down that was shown is more than a doubt about another benchmark. */
export function gateExitCode({ rows, missedTargets }: VerdictReport): ExitCode {
  const has = (verdict: VerdictRow["verdict"]): boolean =>
    rows.some((row) => row.verdict === verdict);
  if (has("slower") || missedTargets.length > 0) return 3;
  if (has("invalid") || rows.length === 0) return 5;
  return has("unclear") ? 4 : 0;
}

/** Of `compare`, which informs: it fails only where nothing could be said. */
export const compareExitCode = ({ rows }: VerdictReport): ExitCode =>
  rows.length === 0 || rows.some(({ verdict }) => verdict === "invalid") ? 5 : 0;
