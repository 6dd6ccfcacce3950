/** One thing that is measured between two threads, and what all of them share. */

export interface Case {
  /** Returns when `count` messages have gone through. Round trips write the time of each. */
  readonly left: (count: number, tripNs: Float64Array) => void | Promise<void>;
  readonly right: (count: number) => void | Promise<void>;
}

/** Messages of one flush or post. */
export const BATCH = 100;
export const LEFT = 0;
export const RIGHT = 1;

/** Times every trip by itself. */
export function timeEach(count: number, tripNs: Float64Array, go: (trip: number) => void): void {
  for (let trip = 0; trip < count; trip++) {
    const startMs = performance.now();
    go(trip);
    tripNs[trip] = (performance.now() - startMs) * 1e6;
  }
}
