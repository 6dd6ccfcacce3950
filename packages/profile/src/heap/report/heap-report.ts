import type { ClassChange } from "../compare-heaps.ts";
import type { HeapClass } from "../classes/class-table.ts";

/** What `paceline heap` says about a snapshot, as plain data. Sizes in bytes. */
export interface HeapReport {
  readonly schemaVersion: 1;
  readonly kind: "heap";
  /** The file, as it was named. */
  readonly source: string;
  /** Where the snapshot comes from when paceline wrote it itself; null for a file. */
  readonly capture: HeapCapture | null;
  readonly nodeCount: number;
  readonly edgeCount: number;
  /** Sum of all self sizes. */
  readonly selfBytes: number;
  /** Outside of the heap and of no object; 0 where the version of V8 does not say. */
  readonly extraNativeBytes: number;
  /** The classes that retain most. */
  readonly classes: readonly HeapClass[];
  /** How many there are. */
  readonly classCount: number;
  /** The objects that retain most, as a tree: each stands below the one that dominates it. */
  readonly dominators: readonly DominatorRow[];
  /** Null when nothing was compared. */
  readonly growth: HeapGrowth | null;
  /** Null when no class was asked for. */
  readonly paths: ClassPaths | null;
}

export interface HeapCapture {
  readonly program: string;
  /** How long the program stood still for it. */
  readonly stoppedNs: number;
  /** What had happened by then: "at its end", "after 1,204 iterations". */
  readonly when: string;
}

export interface DominatorRow {
  readonly id: number;
  readonly label: string;
  /** 0 for what only the root dominates. */
  readonly depth: number;
  readonly selfBytes: number;
  readonly retainedBytes: number;
}

/** What changed since an earlier snapshot. */
export interface HeapGrowth {
  readonly source: string;
  readonly isSameProcess: boolean;
  readonly selfBytesBefore: number;
  readonly selfBytesAfter: number;
  /** Those that grew or shrank most. */
  readonly changes: readonly ClassChange[];
  readonly changeCount: number;
}

/** Why objects of a class are alive. */
export interface ClassPaths {
  readonly className: string;
  readonly objectCount: number;
  /** The newest of them, whose paths were looked at. */
  readonly examinedCount: number;
  /** Paths that differ in indexes only are one; the most frequent first. */
  readonly groups: readonly PathGroup[];
}

export interface PathGroup {
  readonly count: number;
  /** Of the newest object of the group, from the root down; empty when only weak references lead there. */
  readonly steps: readonly PathStep[];
}

export interface PathStep {
  /** How the object above names it: `.agents`, `[3]`, `registry`, `(table)`. */
  readonly reference: string;
  readonly label: string;
  readonly id: number;
}
