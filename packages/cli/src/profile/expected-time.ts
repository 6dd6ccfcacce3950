const NS_PER_MS = 1e6;

/** Starting, setting up and warming up a process that is recorded. */
const BEFORE_MEASURING_NS = 800e6;

/** About how long one recording takes, for the time that is left. */
export const expectedRecordingNs = (measureMs: number): number =>
  measureMs * NS_PER_MS + BEFORE_MEASURING_NS;
