/**
 * Everything that may be wrong with a number, as data. The renderer writes the words: what was seen, the
 * likely cause, what to try. A new doubt is a new member of this union.
 */
export type Warning =
  | { readonly code: "never-steady"; readonly forkIndex: number; readonly roundCount: number }
  | { readonly code: "scaling-refused"; readonly forkIndex: number; readonly timeRatio: number }
  | {
      readonly code: "optimized-away";
      readonly timeNsPerIteration: number;
      readonly noopNsPerIteration: number;
    }
  | {
      readonly code: "machine-busy";
      readonly forkIndex: number;
      readonly runQueueWaitRatio: number;
    }
  | { readonly code: "cpu-stolen"; readonly forkIndex: number; readonly stealRatio: number }
  | { readonly code: "cpu-throttled"; readonly forkIndex: number; readonly throttledCount: number }
  | { readonly code: "cpu-pressure"; readonly forkIndex: number; readonly pressureCpuRatio: number }
  | {
      readonly code: "gc-share";
      readonly forkIndex: number;
      readonly gcRatio: number;
    }
  | {
      /** Collection was to be kept out of rounds, and fell into some of them all the same. */
      readonly code: "gc-in-rounds";
      readonly forkIndex: number;
      readonly gcRoundCount: number;
      readonly roundCount: number;
    }
  | {
      readonly code: "forks-disagree";
      /** Largest over smallest median of a fork. */
      readonly medianRatio: number;
    }
  | { readonly code: "few-forks"; readonly forkCount: number }
  | { readonly code: "few-rounds"; readonly forkIndex: number; readonly roundCount: number }
  | {
      readonly code: "timer-coarse";
      readonly timerPrecisionNs: number;
      readonly roundNs: number;
    }
  | { readonly code: "outliers"; readonly outlierCount: number; readonly sampleCount: number }
  | { readonly code: "async-overhead"; readonly overheadNs: number; readonly timeNs: number }
  | { readonly code: "fork-output-cut"; readonly forkIndex: number; readonly keptBytes: number }
  /** Workers that turned no event loop when their memory was to be read: it is not in the readings. */
  | {
      readonly code: "workers-silent";
      readonly forkIndex: number;
      readonly silentWorkerCount: number;
    }
  /** Read from another tool's file, which does not say which processes its samples come from. */
  | { readonly code: "foreign-forks"; readonly format: string; readonly sampleCount: number }
  /** The file holds fewer samples than were measured; its own statistics are kept. */
  | {
      readonly code: "samples-missing";
      readonly keptCount: number;
      readonly measuredCount: number;
    };

export type WarningCode = Warning["code"];
