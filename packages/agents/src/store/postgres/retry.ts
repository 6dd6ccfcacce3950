import { setTimeout as wait } from "node:timers/promises";

/** How long a lost connection is tried again. */
export interface RetryLimits {
  /** From the first failure on; then the store gives up. */
  readonly reconnectLimitMs: number;
  /** Ends the waiting early. */
  readonly signal: AbortSignal;
}

const DELAY_MS_MIN = 25;
const DELAY_MS_MAX = 1000;

/**
 * Tries again what failed because of the connection, at growing intervals: 25 ms, 50 ms, up to one second.
 *
 * @param isRetriable - whether a failure may pass by itself.
 * @param onRetry - called before each further attempt.
 */
export async function retry<T>(
  attempt: () => Promise<T>,
  isRetriable: (error: unknown) => boolean,
  { reconnectLimitMs, signal }: RetryLimits,
  onRetry: () => void,
): Promise<T> {
  let firstFailureMs: number | null = null;
  for (let delayMs = DELAY_MS_MIN; ; delayMs = Math.min(2 * delayMs, DELAY_MS_MAX)) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- attempts come one after the other
      return await attempt();
    } catch (error) {
      firstFailureMs ??= performance.now();
      const isOver = performance.now() - firstFailureMs + delayMs > reconnectLimitMs;
      if (signal.aborted || isOver || !isRetriable(error)) throw error;
    }
    // oxlint-disable-next-line no-await-in-loop -- this is the back-off
    await wait(delayMs, undefined, { signal }).catch(() => undefined);
    onRetry();
  }
}
