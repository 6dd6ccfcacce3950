import { median, sortSamples } from "../../packages/core/src/index.ts";
import type { SampleLog } from "./sample-log.ts";

/** A function compiled anew takes more than this; what comes and goes with a collection takes less. */
const CODE_AT_REST_BYTES = 2_048;
/** Samples whose median is what the code weighs: some is dead, and collected only with the next sample. */
const SMOOTHED_COUNT = 3;

/**
 * The part of a soak that is judged: it starts anew whenever code has been compiled, since what V8 notes about
 * code lies among the objects. When it compiles is its own business; a leak of agents or messages is in objects
 * and buffers.
 */
export class SoakWindow {
  #startIndex = 0;
  #startBytes = Infinity;

  get startIndex(): number {
    return this.#startIndex;
  }

  /** Takes the last sample in. Allocates next to nothing, since it is weighed too. */
  note(log: SampleLog): void {
    const last = log.count - 1;
    const bytes = codeBytesAt(log, last);
    if (Math.abs(bytes - this.#startBytes) <= CODE_AT_REST_BYTES) return;
    this.#startIndex = last;
    this.#startBytes = bytes;
  }

  seconds(log: SampleLog): number {
    return (log.get("atMs", log.count - 1) - log.get("atMs", this.#startIndex)) / 1e3;
  }
}

function codeBytesAt(log: SampleLog, last: number): number {
  const first = Math.max(0, last - SMOOTHED_COUNT + 1);
  const bytes = Array.from({ length: last - first + 1 }, (_, at) =>
    log.get("codeBytes", first + at),
  );
  return median(sortSamples(bytes));
}
