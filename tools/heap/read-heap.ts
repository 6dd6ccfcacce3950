/** Reads one snapshot in a process of its own and sends what each step took: `read-heap.ts FILE|synthetic`. */
import {
  analyzeHeap,
  readHeapSnapshot,
  readHeapSnapshotFile,
  totalSelfBytes,
} from "@paceline/profile";

import { syntheticSnapshot } from "./synthetic-snapshot.ts";

/** What reading one snapshot took. */
export interface HeapReading {
  readonly fileBytes: number;
  readonly nodeCount: number;
  readonly edgeCount: number;
  readonly selfBytes: number;
  /** What the root retains: the same, when all hangs from it. */
  readonly retainedBytes: number;
  /** Reading and counting by class, in s. */
  readonly classTableSeconds: number;
  /** Dominators, retained sizes and the classes with them, in s. */
  readonly dominatorsSeconds: number;
  readonly peakBytes: number;
}

const [source = ""] = process.argv.slice(2);
let fileBytes = 0;
const onProgress = (readBytes: number): void => {
  fileBytes = readBytes;
};
const startedMs = performance.now();
const snapshot =
  source === "synthetic"
    ? await readHeapSnapshot(syntheticSnapshot(), { onProgress })
    : await readHeapSnapshotFile(source, { onProgress });
const analysis = analyzeHeap(snapshot);
analysis.classCounts();
const countedMs = performance.now();
analysis.classTable();
const endedMs = performance.now();
const reading: HeapReading = {
  fileBytes,
  nodeCount: snapshot.nodeCount,
  edgeCount: snapshot.edgeCount,
  selfBytes: totalSelfBytes(snapshot),
  retainedBytes: analysis.retainedBytes()[0]!,
  classTableSeconds: (countedMs - startedMs) / 1000,
  dominatorsSeconds: (endedMs - countedMs) / 1000,
  // Kilobytes, also where the system itself counts bytes.
  peakBytes: process.resourceUsage().maxRSS * 1024,
};
process.send?.(reading);
