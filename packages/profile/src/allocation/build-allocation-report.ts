import { combineProfiles } from "../merge/combine-profiles.ts";
import { aggregateTracks, withTotals } from "../model/aggregate-tree.ts";
import type { AggregatedTree } from "../model/aggregate-tree.ts";
import { frameAt } from "../model/frame-table.ts";
import type { FrameTable } from "../model/frame-table.ts";
import type { Profile } from "../model/profile.ts";
import { weightOfTrack } from "../model/profile.ts";
import { summarizeFunctions } from "../model/summarize-functions.ts";
import type {
  AllocationReport,
  FileAllocation,
  FunctionAllocation,
  FunctionPlace,
  LineAllocation,
  StackAllocation,
} from "./allocation-report.ts";
import { foldBuiltins } from "./own-allocations.ts";

/** What one thread of the program allocated. */
export interface ThreadProfile {
  readonly name: string;
  readonly threadId: number;
  readonly profile: Profile;
}

export interface AllocationReportOptions {
  readonly program: string;
  readonly when: string;
  readonly intervalBytes: number;
  readonly isAliveOnly: boolean;
  readonly lostThreadCount: number;
  /** Rows of each table. */
  readonly rowCountMax: number;
  /** Turns what V8 calls a script into a path to be shown. */
  readonly pathOf: (url: string) => string;
  /** Lines of a file, null when it cannot be read. */
  readonly linesOf: (path: string) => readonly string[] | null;
  /** Whether a path is of the program that is looked at, and not of what looks at it. */
  readonly isOfProgram: (path: string) => boolean;
}

/** Sums the profiles of all threads by function, by line and by stack. */
export function buildAllocationReport(
  threads: readonly ThreadProfile[],
  options: AllocationReportOptions,
): AllocationReport {
  const { program, when, intervalBytes, isAliveOnly, lostThreadCount, rowCountMax } = options;
  const combined = combineProfiles(threads.map(({ profile }) => profile));
  const { frames } = combined;
  const tree = withTotals(foldBuiltins(frames, aggregateTracks(combined)), "bytes");
  const functions = functionRows(frames, tree, options.pathOf);
  const stacks = stackRows(frames, tree, options);
  return {
    schemaVersion: 1,
    kind: "memory",
    program,
    when,
    intervalBytes,
    isAliveOnly,
    allocatedBytes: tree.totalWeights[0]!,
    sampleCount: tree.totalCounts[0]!,
    threads: threads.map(({ name, threadId, profile }) => ({
      name,
      threadId,
      allocatedBytes: profile.tracks.reduce((sum, track) => sum + weightOfTrack(track), 0),
      sampleCount: profile.tracks.reduce(
        (sum, track) => sum + track.tree.selfCounts.reduce((all, count) => all + count, 0),
        0,
      ),
    })),
    lostThreadCount,
    functions: functions.slice(0, rowCountMax),
    functionCount: functions.length,
    files: fileRows(functions, options),
    ...stacks,
  };
}

type PathOf = AllocationReportOptions["pathOf"];

function placeOf(frames: FrameTable, frame: number, pathOf: PathOf): FunctionPlace {
  const { name, file, line } = frameAt(frames, frame);
  return { name: name === "" ? "(anonymous)" : name, file: pathOf(file), line };
}

function functionRows(
  frames: FrameTable,
  tree: AggregatedTree,
  pathOf: PathOf,
): readonly FunctionAllocation[] {
  const sums = summarizeFunctions(frames, tree);
  const rows: FunctionAllocation[] = [];
  for (let frame = 1; frame < frames.count; frame += 1) {
    if (sums.totalWeights[frame] === 0) continue;
    const place = placeOf(frames, frame, pathOf);
    // What Node only calls the program through says nothing about it.
    if (sums.selfWeights[frame] === 0 && place.file.startsWith("node:")) continue;
    rows.push({
      ...place,
      ownBytes: sums.selfWeights[frame]!,
      ownSampleCount: sums.selfCounts[frame]!,
      totalBytes: sums.totalWeights[frame]!,
    });
  }
  return rows.sort(
    (left, right) => right.ownBytes - left.ownBytes || right.totalBytes - left.totalBytes,
  );
}

/** `node:fs`, `wasm://wasm/1`: what is no file of the program. A drive's letter is no scheme. */
const SCHEME = /^[a-z][a-z\d+.-]+:/i;

/** Files of the program: what Node brings has lines too, but nobody could change them. */
function fileRows(
  functions: readonly FunctionAllocation[],
  { rowCountMax, linesOf, isOfProgram }: AllocationReportOptions,
): readonly FileAllocation[] {
  const ours = functions.filter(
    ({ file, line, ownBytes }) =>
      file !== "" && !SCHEME.test(file) && isOfProgram(file) && line > 0 && ownBytes > 0,
  );
  return [...Map.groupBy(ours, ({ file }) => file)]
    .map(([file, rows]) => ({
      file,
      ownBytes: rows.reduce((sum, { ownBytes }) => sum + ownBytes, 0),
      lines: lineRows(rows, linesOf(file)).slice(0, rowCountMax),
    }))
    .sort((left, right) => right.ownBytes - left.ownBytes)
    .slice(0, rowCountMax);
}

/** Largest first would tear functions apart: in the order of the file. */
function lineRows(
  rows: readonly FunctionAllocation[],
  texts: readonly string[] | null,
): readonly LineAllocation[] {
  return [...Map.groupBy(rows, ({ line }) => line)]
    .map(([line, functions]) => ({
      line,
      text: texts?.[line - 1] ?? null,
      ownBytes: functions.reduce((sum, { ownBytes }) => sum + ownBytes, 0),
      sampleCount: functions.reduce((sum, { ownSampleCount }) => sum + ownSampleCount, 0),
      precision: "function" as const,
    }))
    .sort((left, right) => left.line - right.line);
}

function stackRows(
  frames: FrameTable,
  tree: AggregatedTree,
  { rowCountMax, pathOf }: AllocationReportOptions,
): { readonly stacks: readonly StackAllocation[]; readonly stackCount: number } {
  const allocating = [...tree.selfWeights.keys()]
    .filter((node) => node > 0 && tree.selfWeights[node]! > 0)
    .sort((left, right) => tree.selfWeights[right]! - tree.selfWeights[left]!);
  const stackOf = (leaf: number): readonly FunctionPlace[] => {
    const places: FunctionPlace[] = [];
    for (let node = leaf; node > 0; node = tree.parents[node]!)
      places.push(placeOf(frames, tree.frames[node]!, pathOf));
    return places.toReversed();
  };
  return {
    stacks: allocating.slice(0, rowCountMax).map((node) => ({
      frames: stackOf(node),
      bytes: tree.selfWeights[node]!,
      sampleCount: tree.selfCounts[node]!,
    })),
    stackCount: allocating.length,
  };
}
