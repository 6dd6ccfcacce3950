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
