import { createClock, quantile, sortSamples } from "@paceline/core";

/** What a closed loop did. */
export interface LoopSummary {
  readonly perSecond: number;
  readonly latencyNsP50: number;
  readonly latencyNsP95: number;
  readonly latencyNsP99: number;
  readonly elapsedNs: number;
}

export interface LoopOptions {
  readonly requestCount: number;
  /** Requests under way at once; each client sends its next one when the last is answered. */
  readonly clientCount: number;
}

const clock = createClock();

/** All latencies are kept, so percentiles are exact. Whatever a request throws ends the loop. */
export async function runClients(
  request: (index: number) => Promise<unknown>,
  { requestCount, clientCount }: LoopOptions,
): Promise<LoopSummary> {
  const latencyNs = new Float64Array(requestCount);
  let nextIndex = 0;
  const client = async (): Promise<void> => {
    while (nextIndex < requestCount) {
      const index = nextIndex++;
      const startNs = clock.nowNs();
      // oxlint-disable-next-line no-await-in-loop -- this is what makes the loop closed
      await request(index);
      latencyNs[index] = clock.nowNs() - startNs;
    }
  };
  const startNs = clock.nowNs();
  await Promise.all(Array.from({ length: clientCount }, client));
  const elapsedNs = clock.nowNs() - startNs;
  const sorted = sortSamples(latencyNs);
  return {
    perSecond: (requestCount / elapsedNs) * 1e9,
    latencyNsP50: quantile(sorted, 0.5),
    latencyNsP95: quantile(sorted, 0.95),
    latencyNsP99: quantile(sorted, 0.99),
    elapsedNs,
  };
}

/** A loop's figures as metrics of a benchmark whose state holds them. */
export const LOOP_METRICS = {
  latencyNsP50: {
    unit: "ns",
    direction: "lower",
    measure: ({ loop }: { readonly loop: LoopSummary }) => loop.latencyNsP50,
  },
  latencyNsP95: {
    unit: "ns",
    direction: "lower",
    measure: ({ loop }: { readonly loop: LoopSummary }) => loop.latencyNsP95,
  },
  latencyNsP99: {
    unit: "ns",
    direction: "lower",
    measure: ({ loop }: { readonly loop: LoopSummary }) => loop.latencyNsP99,
  },
} as const;
