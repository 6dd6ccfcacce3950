import type { ConcurrencyStudy, StudyBackendName } from "@paceline/analysis";

/** Rates of one backend over agents. */
export interface RateLine {
  readonly backend: StudyBackendName;
  readonly points: readonly RatePlace[];
}

export interface RatePlace {
  readonly agentCount: number;
  readonly stepsPerSecond: number;
  /** Null when a single fork was measured. */
  readonly low: number | null;
  readonly high: number | null;
}

/** What the plot of throughput over agents shows: the steady state. */
export function rateLines({ rows }: ConcurrencyStudy): readonly RateLine[] {
  const own = rows.filter(({ purpose }) => purpose === "agents" || purpose === "crowd");
  return (["event-loop", "threads", "processes"] as const).flatMap((backend) => {
    const points = own.flatMap(({ agentCount, backends }): RatePlace[] => {
      const rate = backends.find((each) => each.backend === backend)?.stepsPerSecond ?? null;
      if (rate === null) return [];
      const { estimate, low, high } = rate;
      return [{ agentCount, stepsPerSecond: estimate, low, high }];
    });
    return points.length === 0 ? [] : [{ backend, points }];
  });
}

/** Places of a logarithmic scale in [0, 1]. */
export interface LogScale {
  readonly low: number;
  readonly high: number;
  place(value: number): number;
}

/** Covers all values; one value alone lies in the middle. */
export function logScale(values: readonly number[]): LogScale {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const span = Math.log(high) - Math.log(low);
  return {
    low,
    high,
    place: (value) => (span === 0 ? 0.5 : (Math.log(value) - Math.log(low)) / span),
  };
}
