import type { LoadRecord, LoadClock } from "../concurrent-load/open-loop.ts";

/** Longer waits are slept, shorter ones are turns of the event loop: a timer is late by a millisecond. */
const SLEEP_NS_MIN = 2e6;
const SLEEP_EARLY_NS = 1e6;

/**
 * Sends each request when it is due, however many are still under way, as users do who do not know of each other;
 * latency counts from when it was meant to start. Other than a server of agents, which takes one call at a time,
 * a pool serves as many as it has connections.
 *
 * @returns completions in the order of arrivals; `busyNs` is left at 0, since only the pool knows it.
 */
export async function sendOpenRequests(
  arrivalNs: Float64Array,
  request: (index: number) => Promise<unknown>,
  clock: LoadClock,
): Promise<LoadRecord> {
  const completionNs = new Float64Array(arrivalNs.length);
  const startNs = clock.nowNs();
  const pending: Promise<void>[] = [];
  const failures: unknown[] = [];
  const send = async (index: number): Promise<void> => {
    try {
      await request(index);
      completionNs[index] = clock.nowNs() - startNs;
    } catch (error) {
      failures.push(error);
    }
  };
  while (pending.length < arrivalNs.length && failures.length === 0) {
    const gapNs = arrivalNs[pending.length]! - (clock.nowNs() - startNs);
    if (gapNs <= 0) pending.push(send(pending.length));
    // oxlint-disable-next-line no-await-in-loop -- there is nothing to send until then
    else await clock.rest(gapNs > SLEEP_NS_MIN ? gapNs - SLEEP_EARLY_NS : 0);
  }
  await Promise.all(pending);
  if (failures.length > 0) throw failures[0];
  return { arrivalNs, completionNs, busyNs: 0 };
}
