/** What `paceline memory` says about where a program allocates, as plain data. Sizes in bytes. */
export interface AllocationReport {
  readonly schemaVersion: 1;
  readonly kind: "memory";
  readonly program: string;
  /** What had happened when the profile was taken: "at its end", "after 1,204 iterations". */
  readonly when: string;
  /** Mean distance of two samples. */
  readonly intervalBytes: number;
  /** Whether only what was still alive at the end counts, or all that was ever allocated. */
  readonly isAliveOnly: boolean;
  readonly allocatedBytes: number;
  readonly sampleCount: number;
  readonly threads: readonly ThreadAllocation[];
  /** Threads that were ended from outside and left no profile. */
  readonly lostThreadCount: number;
  /** Largest own bytes first. */
  readonly functions: readonly FunctionAllocation[];
  readonly functionCount: number;
  /** Files of the program itself, the largest first. */
  readonly files: readonly FileAllocation[];
  /** Largest first. */
  readonly stacks: readonly StackAllocation[];
  readonly stackCount: number;
}

export interface ThreadAllocation {
  readonly name: string;
  readonly threadId: number;
  readonly allocatedBytes: number;
  readonly sampleCount: number;
}

/** Where a function begins. */
export interface FunctionPlace {
  readonly name: string;
  /** Path or `node:` name; empty for V8's own functions. */
  readonly file: string;
  /** From 1; 0 when not known. */
  readonly line: number;
}

export interface FunctionAllocation extends FunctionPlace {
  /** By the function itself and by V8's built-in functions that it calls. */
  readonly ownBytes: number;
  readonly ownSampleCount: number;
  /** With all that it calls. */
  readonly totalBytes: number;
}

export interface FileAllocation {
  readonly file: string;
  readonly ownBytes: number;
  /** Lines at which bytes stand. */
  readonly lines: readonly LineAllocation[];
}

export interface LineAllocation {
  readonly line: number;
  /** The line as it is in the file now; null when the file cannot be read. */
  readonly text: string | null;
  readonly ownBytes: number;
  readonly sampleCount: number;
  /** What the bytes are of: V8's sampler knows the function of an allocation, not its line. */
  readonly precision: "function";
}

export interface StackAllocation {
  /** From the outermost caller to the function that allocates. */
  readonly frames: readonly FunctionPlace[];
  readonly bytes: number;
  readonly sampleCount: number;
}
