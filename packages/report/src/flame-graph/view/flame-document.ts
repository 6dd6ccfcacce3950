/**
 * What a page of a flame graph carries: facts in its header, numbers in columns. Written by `document/`, read by
 * `flame-model.ts` in the browser; both sides are of one version, since they are in one file.
 */
/** Unit of weights; the profile room has the same. Types of other rooms stay outside: they bring Node with them. */
export type FlameUnit = "ns" | "bytes" | "count";

/** Keys by which stacks are grouped below a frame of their own, and boxes coloured. */
export const TRACK_KEYS = ["process", "worker", "agent", "phase"] as const;
export type TrackKey = (typeof TRACK_KEYS)[number];

export interface TrackFacts extends Readonly<Record<TrackKey, string | null>> {
  /** Never empty. */
  readonly name: string;
  /** Samples of its time line; 0 when it has none. */
  readonly runCount: number;
}

/** What is known of one function of a difference. Per operation where the header says so. */
export interface FrameDifference {
  /** Change of self weight, with its interval; null bounds are not known. */
  readonly change: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly verdict: "changed" | "unchanged" | "cannot-tell";
  /** What else there is to say, such as that the cost only moved by inlining. */
  readonly note: string | null;
}

export interface FlameHeader {
  readonly title: string;
  /** Sentences below the title: what was recorded, what came out. */
  readonly facts: readonly string[];
  /** Sentences on what may be wrong with it. */
  readonly doubts: readonly string[];
  readonly unit: FlameUnit;
  /** What weights were divided by: nothing, the operations of their run, or its total. */
  readonly normalization: "absolute" | "per-operation" | "share";
  /** By which the stored weights are multiplied: they are whole multiples of it. */
  readonly weightStep: number;
  readonly names: readonly string[];
  readonly paths: readonly string[];
  readonly packages: readonly string[];
  readonly categories: readonly string[];
  readonly tracks: readonly TrackFacts[];
  /** How stacks are grouped until the reader says otherwise. */
  readonly group: TrackKey | "none";
  /** Of a difference: track 0 is the base, track 1 the head. */
  readonly difference: {
    readonly baseName: string;
    readonly headName: string;
    /** By frame; frames without an entry were not judged. */
    readonly frames: Readonly<Record<number, FrameDifference>>;
  } | null;
}

/** Columns beside the header, by the names they are packed under. */
export interface FlameColumns {
  /** Of frames: indexes into the header's lists. */
  readonly frameNames: ArrayLike<number>;
  readonly framePaths: ArrayLike<number>;
  /** Lines on which they begin, from 1; 0 when not known. */
  readonly frameLines: ArrayLike<number>;
  readonly framePackages: ArrayLike<number>;
  readonly frameCategories: ArrayLike<number>;
  /** Of nodes in preorder: levels to go up from the node before to find the parent, and the frame. */
  readonly nodeUps: ArrayLike<number>;
  readonly nodeFrames: ArrayLike<number>;
  /** Entries of nodes on which samples were taken, ordered by track, then node; of tracks without a time line. */
  readonly entryTracks: ArrayLike<number>;
  readonly entryNodes: ArrayLike<number>;
  readonly entryWeights: ArrayLike<number>;
  readonly entryCounts: ArrayLike<number>;
  /** Time lines of all tracks, one after the other: equal neighbours are one run. */
  readonly runNodes: ArrayLike<number>;
  readonly runWeights: ArrayLike<number>;
  readonly runSampleCounts: ArrayLike<number>;
}
