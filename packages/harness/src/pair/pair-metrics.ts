import type { MetricDescriptor } from "../descriptor.ts";
import type { FinishedReply } from "../fork/protocol.ts";
import type { PairMetric } from "./pair-result.ts";

const ALLOCATION: MetricDescriptor = { name: "allocatedBytes", unit: "bytes", direction: "lower" };

type ToldMetrics = Pick<FinishedReply, "allocatedBytesPerIteration" | "metricValues">;

/** The metrics that both sides told. What one of them could not tell is left out: it has no ratio. */
export function pairMetrics(
  declared: readonly MetricDescriptor[],
  base: ToldMetrics,
  head: ToldMetrics,
): readonly PairMetric[] {
  return [ALLOCATION, ...declared].flatMap((metric) => {
    const [baseValue, headValue] = [valueOf(base, metric.name), valueOf(head, metric.name)];
    return baseValue === null || headValue === null
      ? []
      : [{ ...metric, base: baseValue, head: headValue }];
  });
}

const valueOf = (
  { allocatedBytesPerIteration, metricValues }: ToldMetrics,
  name: string,
): number | null =>
  name === ALLOCATION.name ? allocatedBytesPerIteration : (metricValues[name] ?? null);
