/** Something that may be wrong with a profile. Data: whoever renders it writes the words. */
export type ProfileWarning =
  /** Samples out of time order; they were put in order, so that every weight is at least 0. */
  | { readonly code: "negative-deltas"; readonly deltaCount: number }
  /** The file's own counts per node are not those of its samples; the samples were believed. */
  | {
      readonly code: "hit-counts-disagree";
      readonly hitCount: number;
      readonly sampleCount: number;
    }
  /** No time stamps: each hit was given an equal share of the recorded time. */
  | { readonly code: "weights-from-hit-counts"; readonly hitCount: number }
  | { readonly code: "no-samples" }
  /** Nodes that name a parent which is not there, or are their own ancestors; hung below the root. */
  | { readonly code: "orphan-nodes"; readonly nodeCount: number }
  /** Samples of nodes that are not in the file; counted as of the root. */
  | { readonly code: "unknown-nodes"; readonly sampleCount: number }
  /** Lines that are not of the format, by number from 1; at most 20 of `lineCount` are named. */
  | {
      readonly code: "bad-lines";
      readonly lineNumbers: readonly number[];
      readonly lineCount: number;
    }
  /** Weights that are no whole numbers of the unit; rounded so that their sum is kept. */
  | { readonly code: "weights-rounded"; readonly sampleCount: number }
  /** The file ends early; what came before was read. */
  | { readonly code: "truncated" }
  /** The file's name promises another format than its content has. */
  | { readonly code: "other-format"; readonly expected: string; readonly found: string }
  /** The file holds a graph of calls; stacks were made from it in proportion, and may never have been. */
  | { readonly code: "stacks-reconstructed"; readonly cutWeight: number };

export type ProfileWarningCode = ProfileWarning["code"];
