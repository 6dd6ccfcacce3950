/** What one fork of a memory benchmark saw: memory with crowds of growing size alive. */
export interface MemoryRecord {
  /** Instances alive, one entry per reading. */
  readonly instanceCounts: readonly number[];
  /** Live objects with the crowd, less those once it is gone. */
  readonly heapBytes: readonly number[];
  /** The same for what is held outside of the heap, buffers that are not shared included. */
  readonly externalBytes: readonly number[];
  /** The same for array buffers, shared ones included. */
  readonly bufferBytes: readonly number[];
  /**
   * Proportional set size of the process with the crowd alive, for the first of the crowds of each size only; empty
   * where the system does not tell it.
   */
  readonly processBytes: readonly number[];
}
