import type { Clock } from "@paceline/core";

/** What serves requests: as many at once as are given, in order. */
export interface LoadServer {
  /** Requests that one call may take. */
  readonly batchCountMax: number;
  /** Serves requests `fromIndex` to `fromIndex + count - 1` and resolves when all are answered. */
  serve(fromIndex: number, count: number): Promise<void>;
}

/** Every request of a load, by index. */
export interface LoadRecord {
  /** When it was meant to start and when it was answered, ns from the start of the load. */
  readonly arrivalNs: Float64Array;
  readonly completionNs: Float64Array;
  /** Time in which the server was at work. */
  readonly busyNs: number;
}

/** Longer waits are slept, shorter ones are turns of the event loop: a timer is late by a millisecond. */
const SLEEP_NS_MIN = 2e6;
const SLEEP_EARLY_NS = 1e6;

export interface LoadClock extends Pick<Clock, "nowNs"> {
  /** Lets the event loop go on for about so long; 0 for one turn. */
  rest(durationNs: number): Promise<void>;
}

/**
 * Offers requests at the times of a schedule, whether or not earlier ones are answered, as users do who do not
 * know of each other. What is due when the server is free is served in one call.
 *
 * Latency counts from when a request was meant to start. Counted from when it was sent, a server that
 * stalls for a second would show one slow request instead of all that waited behind it (Gil Tene's
 * "coordinated omission").
 */
export async function runOpenLoop(
  arrivalNs: Float64Array,
  server: LoadServer,
  clock: LoadClock,
): Promise<LoadRecord> {
  const completionNs = new Float64Array(arrivalNs.length);
  const startNs = clock.nowNs();
  let busyNs = 0;
  let served = 0;
  while (served < arrivalNs.length) {
    const nowNs = clock.nowNs() - startNs;
    const count = countDue(arrivalNs, served, { nowNs, countMax: server.batchCountMax });
    if (count === 0) {
      const gapNs = arrivalNs[served]! - nowNs;
      // oxlint-disable-next-line no-await-in-loop -- there is nothing to do until then
      await clock.rest(gapNs > SLEEP_NS_MIN ? gapNs - SLEEP_EARLY_NS : 0);
      continue;
    }
    // oxlint-disable-next-line no-await-in-loop -- the server takes one call at a time
    await server.serve(served, count);
    const endNs = clock.nowNs() - startNs;
    completionNs.fill(endNs, served, served + count);
    busyNs += endNs - nowNs;
    served += count;
  }
  return { arrivalNs, completionNs, busyNs };
}

function countDue(
  arrivalNs: Float64Array,
  fromIndex: number,
  { nowNs, countMax }: { readonly nowNs: number; readonly countMax: number },
): number {
  const end = Math.min(arrivalNs.length, fromIndex + countMax);
  let index = fromIndex;
  while (index < end && arrivalNs[index]! <= nowNs) index++;
  return index - fromIndex;
}

/**
 * For comparison: clients that send their next request when the last one is answered. It finds what
 * the server can do at most, and hides what it does to those who would not have waited.
 *
 * @param clientCount - requests in every call; at most what the server takes.
 */
export async function runClosedLoop(
  requestCount: number,
  clientCount: number,
  server: LoadServer,
  clock: LoadClock,
): Promise<LoadRecord> {
  const arrivalNs = new Float64Array(requestCount);
  const completionNs = new Float64Array(requestCount);
  const startNs = clock.nowNs();
  for (let served = 0; served < requestCount;) {
    const count = Math.min(clientCount, requestCount - served);
    arrivalNs.fill(clock.nowNs() - startNs, served, served + count);
    // oxlint-disable-next-line no-await-in-loop -- this is what makes the loop closed
    await server.serve(served, count);
    completionNs.fill(clock.nowNs() - startNs, served, served + count);
    served += count;
  }
  return { arrivalNs, completionNs, busyNs: completionNs.at(-1) ?? 0 };
}
