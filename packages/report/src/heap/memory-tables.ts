import type {
  AllocationReport,
  FileAllocation,
  FunctionPlace,
  StackAllocation,
} from "@paceline/profile";

import { formatCount } from "../quantity/significant-digits.ts";
import { bytesText, shareText } from "./heap-tables.ts";
import type { ReportTable } from "./report-table.ts";

const LINES_ARE_FUNCTIONS =
  "V8 knows the function of an allocation, not its line: the bytes of a function's whole body stand at the " +
  "line on which it begins.";

/** Below this a share of samples says little: its own error is over a fifth. */
const SAMPLES_FEW = 20;

/** Functions by what they allocate themselves. */
export function functionsTable(report: AllocationReport): ReportTable {
  const { functions, functionCount, allocatedBytes } = report;
  return {
    heading: "Functions by what they allocate",
    titles: ["function", "own", "with calls", "share", "samples"],
    rows: functions.map((row) => [
      placeText(row),
      bytesText(row.ownBytes),
      bytesText(row.totalBytes),
      shareText(row.ownBytes, allocatedBytes),
      formatCount(row.ownSampleCount),
    ]),
    notes: [
      "What V8's built-in functions allocate counts as their caller's. V8 was kept from inlining, so that each " +
        "function has its own; with it, some short-lived objects may never be allocated.",
      ...(functions.some(({ ownSampleCount }) => ownSampleCount < SAMPLES_FEW)
        ? [`Figures of fewer than ${SAMPLES_FEW} samples say little.`]
        : []),
      ...(functions.length < functionCount
        ? [`${functions.length} of ${functionCount} functions; --top ${functionCount} shows all`]
        : []),
    ],
  };
}

/** One file's lines, in the order of the file. */
export function linesTable(
  { file, ownBytes, lines }: FileAllocation,
  { allocatedBytes, files }: AllocationReport,
): ReportTable {
  const numberWidth = String(lines.at(-1)?.line ?? 0).length;
  return {
    heading: `${file}: ${bytesText(ownBytes)}`,
    titles: ["line", "bytes", "share", "samples"],
    rows: lines.map((row) => [
      `${String(row.line).padStart(numberWidth)}  ${row.text ?? "(the file cannot be read)"}`,
      bytesText(row.ownBytes),
      shareText(row.ownBytes, allocatedBytes),
      formatCount(row.sampleCount),
    ]),
    // Said once, below the first of the listings.
    notes: files[0]?.file === file ? [LINES_ARE_FUNCTIONS] : [],
    cut: "end",
  };
}

/** Who calls what allocates, the allocating function first, as it decides. */
export function stacksTable({ stacks, stackCount, allocatedBytes }: AllocationReport): ReportTable {
  return {
    heading: "Stacks that allocate most",
    titles: ["stack", "bytes", "share", "samples"],
    rows: stacks.flatMap((stack) => stackLines(stack, allocatedBytes)),
    notes:
      stacks.length < stackCount
        ? [`${stacks.length} of ${stackCount} stacks; --top ${stackCount} shows all`]
        : [],
  };
}

/** The one that allocates with the figures, its callers below it. */
function stackLines(
  { frames, bytes, sampleCount }: StackAllocation,
  allocatedBytes: number,
): readonly (readonly string[])[] {
  const [leaf, ...callers] = frames.toReversed();
  if (leaf === undefined) return [];
  return [
    [placeText(leaf), bytesText(bytes), shareText(bytes, allocatedBytes), formatCount(sampleCount)],
    ...withoutRuntime(callers).map((caller) => [`  ${caller}`]),
  ];
}

/** Callers within Node, one after the other, are one line: nobody can change them, and there are dozens. */
function withoutRuntime(callers: readonly FunctionPlace[]): readonly string[] {
  const lines: string[] = [];
  let runtimeCount = 0;
  const endRuntime = (): void => {
    if (runtimeCount > 0)
      lines.push(`… ${runtimeCount} ${runtimeCount === 1 ? "caller" : "callers"} in Node`);
    runtimeCount = 0;
  };
  for (const caller of callers) {
    if (caller.file === "" || caller.file.startsWith("node:")) runtimeCount += 1;
    else {
      endRuntime();
      lines.push(placeText(caller));
    }
  }
  endRuntime();
  return lines;
}

const placeText = ({ name, file, line }: FunctionPlace): string =>
  file === "" ? name : `${name} ${file}${line > 0 ? `:${line}` : ""}`;
