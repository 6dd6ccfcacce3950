/** CPU and heap profiles and heap snapshots: read, merge, compare and write them. @module */
export { aggregateTracks, withTotals } from "./model/aggregate-tree.ts";
export type { AggregatedTree } from "./model/aggregate-tree.ts";
export { createCallTree } from "./model/call-tree.ts";
export type { CallTree, CallTreeBuilder } from "./model/call-tree.ts";
export { listChildren, walkTree } from "./model/child-lists.ts";
export type { ChildLists } from "./model/child-lists.ts";
export { cutTrack } from "./model/cut-track.ts";
export {
  categoryAt,
  createFrameTable,
  FRAME_CATEGORIES,
  frameAt,
  ROOT_FRAME,
} from "./model/frame-table.ts";
export type { Frame, FrameCategory, FrameTable, FrameTableBuilder } from "./model/frame-table.ts";
export { NO_LABELS, NO_META, weightOfTrack } from "./model/profile.ts";
export type {
  LineTicks,
  Profile,
  ProfileMeta,
  ProfileMode,
  ProfilerStart,
  TimedSamples,
  Track,
  TrackLabels,
  WeightUnit,
} from "./model/profile.ts";
export type { ProfileWarning, ProfileWarningCode } from "./model/profile-warning.ts";
export { summarizeFunctions } from "./model/summarize-functions.ts";
export type { FunctionSums } from "./model/summarize-functions.ts";
export { ProfileUnreadableError } from "./read/profile-unreadable-error.ts";
export { readCpuprofile } from "./read/read-cpuprofile.ts";
export { analyzeHeap } from "./heap/analyze-heap.ts";
export type { HeapAnalysis } from "./heap/analyze-heap.ts";
export { compareHeaps } from "./heap/compare-heaps.ts";
export type { ClassChange, HeapComparison } from "./heap/compare-heaps.ts";
export type { HeapClass } from "./heap/classes/class-table.ts";
export type { NodeClasses } from "./heap/classes/classify-nodes.ts";
export type { DominatorTree } from "./heap/graph/dominators.ts";
export type { RetainingStep } from "./heap/graph/retaining-path.ts";
export {
  NotASnapshotError,
  SnapshotDamagedError,
  SnapshotUnreadableError,
  UnknownClassError,
} from "./heap/heap-errors.ts";
export { totalSelfBytes } from "./heap/heap-snapshot.ts";
export type { HeapSnapshot } from "./heap/heap-snapshot.ts";
export { readHeapSnapshot, readHeapSnapshotFile } from "./heap/read/read-heap-snapshot.ts";
export type { ReadSnapshotOptions } from "./heap/read/read-heap-snapshot.ts";
export type { HeapActivity, HeapQuestion } from "./heap/report/build-heap-report.ts";
export type {
  ClassPaths,
  DominatorRow,
  HeapCapture,
  HeapGrowth,
  HeapReport,
  PathGroup,
  PathStep,
} from "./heap/report/heap-report.ts";
export { summarizeHeap } from "./heap/report/summarize-heap.ts";
export type { SummarizeHeapOptions } from "./heap/report/summarize-heap.ts";
export type { StringTable } from "./heap/read/string-table.ts";
export { readProfile } from "./read/read-profile.ts";
export type { ProfileFormat } from "./read/sniff-format.ts";
export { BASE_TRACK, HEAD_TRACK } from "./model/sides.ts";
export { createTrackBuilder, NO_HEAD } from "./model/track-builder.ts";
export type { TrackBuilder, TrackHead } from "./model/track-builder.ts";
export { combineProfiles } from "./merge/combine-profiles.ts";
export { joinTracks, mergeTracks } from "./merge/merge-tracks.ts";
export type { MergeBy } from "./merge/merge-tracks.ts";
export { trackTitle } from "./model/track-title.ts";
export { ProfileUnwritableError } from "./write/profile-unwritable-error.ts";
export { writeProfile, WRITTEN_EXTENSIONS } from "./write/write-profile.ts";
export type { WrittenFormat } from "./write/write-profile.ts";
export { rankCauses } from "./diff/attribution.ts";
export type { Cause } from "./diff/attribution.ts";
export { diffProfiles } from "./diff/diff-profiles.ts";
export type { DiffOptions, ProfileDiff } from "./diff/diff-profiles.ts";
export { isElided, isNew } from "./diff/difference-tree.ts";
export type { DifferenceTree } from "./diff/difference-tree.ts";
export type { Effect, EffectVerdict } from "./diff/effect.ts";
export type { MovedPair } from "./diff/find-moves.ts";
export type { FunctionChange } from "./diff/judge-functions.ts";
export type { Normalization } from "./diff/normalization.ts";
export { ProfilesNotComparableError } from "./diff/profiles-not-comparable-error.ts";
export type { ProfileDisparity, ProfileField } from "./diff/profiles-not-comparable-error.ts";
export { toDifferenceProfile } from "./diff/to-difference-profile.ts";
export { splitSides } from "./diff/split-sides.ts";
export type {
  AllocationReport,
  FileAllocation,
  FunctionAllocation,
  FunctionPlace,
  LineAllocation,
  StackAllocation,
  ThreadAllocation,
} from "./allocation/allocation-report.ts";
export { buildAllocationReport } from "./allocation/build-allocation-report.ts";
export type {
  AllocationReportOptions,
  ThreadProfile,
} from "./allocation/build-allocation-report.ts";
export { readHeapprofile } from "./read/read-heapprofile.ts";
