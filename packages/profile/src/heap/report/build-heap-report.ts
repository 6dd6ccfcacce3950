import { analyzeHeap } from "../analyze-heap.ts";
import type { HeapAnalysis } from "../analyze-heap.ts";
import { compareHeaps } from "../compare-heaps.ts";
import { UnknownClassError } from "../heap-errors.ts";
import { totalSelfBytes } from "../heap-snapshot.ts";
import { readHeapSnapshotFile } from "../read/read-heap-snapshot.ts";
import { pathsOfClass } from "./class-paths.ts";
import { dominatorRows } from "./dominator-rows.ts";
import type { ClassPaths, HeapGrowth, HeapReport } from "./heap-report.ts";

/** What is asked about a snapshot. */
export interface HeapQuestion {
  readonly file: string;
  /** How the report and errors name it. */
  readonly source: string;
  /** An earlier snapshot to compare with. */
  readonly earlier: { readonly file: string; readonly source: string } | null;
  readonly className: string | null;
  /** Rows of each table. */
  readonly rowCountMax: number;
}

/** What is being done, and how much of a file is read. */
export type HeapActivity =
  | { readonly kind: "read"; readonly source: string; readonly readBytes: number }
  | { readonly kind: "retainers" | "compare" | "paths" };

/**
 * Answers everything that `paceline heap` shows. Blocks its thread for seconds on large files.
 *
 * @throws {UnknownClassError} when the class that was asked for has no objects, and as reading does.
 */
export async function buildHeapReport(
  question: HeapQuestion,
  onActivity: (activity: HeapActivity) => void,
): Promise<HeapReport> {
  const { file, source, earlier, className, rowCountMax } = question;
  const analysis = await analyze(file, source, onActivity);
  // Before the long work: a misspelled class is told at once.
  if (className !== null) checkClass(analysis, className);
  const growth =
    earlier === null ? null : await compareWith(analysis, { earlier, rowCountMax, onActivity });
  onActivity({ kind: "retainers" });
  const classes = analysis.classTable();
  const dominators = dominatorRows(analysis, rowCountMax);
  return {
    schemaVersion: 1,
    kind: "heap",
    source,
    capture: null,
    nodeCount: analysis.snapshot.nodeCount,
    edgeCount: analysis.snapshot.edgeCount,
    selfBytes: totalSelfBytes(analysis.snapshot),
    extraNativeBytes: analysis.snapshot.extraNativeBytes,
    classes: classes.slice(0, rowCountMax),
    classCount: classes.length,
    dominators,
    growth,
    paths: className === null ? null : findPaths(analysis, className, onActivity),
  };
}

type OnActivity = (activity: HeapActivity) => void;

const analyze = async (
  file: string,
  source: string,
  onActivity: OnActivity,
): Promise<HeapAnalysis> =>
  analyzeHeap(
    await readHeapSnapshotFile(file, {
      source,
      onProgress: (readBytes) => onActivity({ kind: "read", source, readBytes }),
    }),
  );

function checkClass(analysis: HeapAnalysis, className: string): void {
  const names = analysis.classCounts().map(({ name }) => name);
  if (!names.includes(className)) throw new UnknownClassError(className, names);
}

interface ComparisonRequest {
  readonly earlier: { readonly file: string; readonly source: string };
  readonly rowCountMax: number;
  readonly onActivity: OnActivity;
}

async function compareWith(
  analysis: HeapAnalysis,
  { earlier, rowCountMax, onActivity }: ComparisonRequest,
): Promise<HeapGrowth> {
  const before = await analyze(earlier.file, earlier.source, onActivity);
  onActivity({ kind: "compare" });
  const { isSameProcess, changes, selfBytesBefore, selfBytesAfter } = compareHeaps(
    before,
    analysis,
  );
  return {
    source: earlier.source,
    isSameProcess,
    selfBytesBefore,
    selfBytesAfter,
    changes: changes.slice(0, rowCountMax),
    changeCount: changes.length,
  };
}

function findPaths(
  analysis: HeapAnalysis,
  className: string,
  onActivity: OnActivity,
): ClassPaths | null {
  onActivity({ kind: "paths" });
  return pathsOfClass(analysis, className);
}
