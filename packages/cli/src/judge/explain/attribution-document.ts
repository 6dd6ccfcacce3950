import type { Effect } from "@paceline/profile";

/** Means over runs, per operation, in ns. */
export interface SideFigure {
  readonly base: number;
  readonly head: number;
  readonly delta: number;
}

/** A frame in the words of a document. */
export interface NamedFunction {
  readonly name: string;
  /** Relative to the checkout; empty when not known. */
  readonly file: string;
}

/** Something that got slower or faster, with how sure that is. Times are per operation. */
export interface AttributedCause {
  readonly kind: "function" | "moved";
  /** Of a pair between which time moved the caller, then the callee. */
  readonly functions: readonly NamedFunction[];
  readonly deltaNs: number;
  readonly lowNs: number | null;
  readonly highNs: number | null;
  readonly qValue: number | null;
  /** Of the base; null from too few samples. */
  readonly changeRatio: number | null;
  /**
   * The function inside it that a run without inlining blames; null when there was no such run, or it
   * blames the same.
   */
  readonly inlined: NamedFunction | null;
}

export interface AgentShare extends SideFigure {
  readonly agent: string;
  readonly verdict: Effect["verdict"];
}

/** Why a benchmark got slower. Plain data; `attribution.json`. All times in ns per operation. */
export interface Attribution {
  readonly schema: "paceline/attribution";
  readonly schemaVersion: 1;
  readonly benchmarkId: string;
  readonly baseName: string;
  readonly headName: string;
  /** Folders of the checkouts, absolute: files of the kept profiles are below them. That of a commit is gone by now. */
  readonly baseRoot: string;
  readonly headRoot: string;
  /** Head over base, as it was judged. */
  readonly ratio: number;
  /** Runs of each side, none of which was timed. */
  readonly runCount: number;
  readonly intervalUs: number;
  readonly wallNs: SideFigure;
  readonly threadCpuNs: SideFigure;
  readonly processCpuNs: SideFigure;
  /** Processor time of all threads, told apart by samples. */
  readonly sampledNs: SideFigure;
  /**
   * True when only runs without inlining tell the causes, whose times are then those of such runs: with
   * inlining the change lies in functions that vary more than it.
   */
  readonly isFoundWithoutInlining: boolean;
  /**
   * What the causes sum to over the change of the thread's processor time; null when that did
   * not change, or the causes are of runs without inlining.
   */
  readonly explainedRatio: number | null;
  /** False when the time grew and processor time did not: then the causes say nothing. */
  readonly isOnCpu: boolean;
  readonly causes: readonly AttributedCause[];
  readonly moved: readonly AttributedCause[];
  readonly agents: readonly AgentShare[];
  readonly garbageCollectionNs: SideFigure;
  readonly cannotTell: {
    readonly functionCount: number;
    /** Sum of the sizes of changes that may be chance. */
    readonly massNs: number;
    /** Runs of each side that would probably tell the largest; null when no number would. */
    readonly extraRunCount: number | null;
  };
  /** What else may take time; means over runs. */
  readonly waiting: {
    /** Share of its time in which the main thread was not idle, by its samples: signals of a sampler disturb the loop's own clock. */
    readonly mainThreadBusyRatio: SideFigure;
    readonly eventLoopDelayNsP99: SideFigure | null;
    /** Times that the process gave its core back to wait, per operation. */
    readonly voluntarySwitches: SideFigure;
    readonly idleNs: SideFigure;
  };
}
