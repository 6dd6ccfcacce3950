/** Who sends or receives messages, and what the tables say of it, or will when the batch is written. */
export interface Correspondent {
  /** Stands for the id in the tables. */
  readonly key: number;
  /** Position of the message that it received last; null before the first one. */
  latest: number | null;
  messageCount: number;
  /**
   * One run of sequences that are kept of it, without gaps; empty when `last` is below `first`. None lies between it
   * and `nextFirst`, where the next run begins: 0 as long as nobody has looked, infinite when there is none.
   */
  first: number;
  last: number;
  nextFirst: number;
  /** Whether the tables do not say yet what it received, and what it sent. */
  hasReceived: boolean;
  hasSent: boolean;
}

export const createCorrespondent = (
  key: number,
  latest: number | null,
  messageCount: number,
): Correspondent => ({
  key,
  latest,
  messageCount,
  first: 0,
  last: -1,
  nextFirst: 0,
  hasReceived: false,
  hasSent: false,
});
