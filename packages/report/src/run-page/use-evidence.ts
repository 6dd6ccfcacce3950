import { median, sortSamples } from "@paceline/core";
import type { BenchmarkResult, Evidence } from "@paceline/core";

import { formatMetric } from "../quantity/format-metric.ts";
import { ABSENT, quantityText } from "../quantity/quantity.ts";
import { customMetricsOf } from "../table/benchmark-facts.ts";

/** One fact of a resource: the middle over all forks, and the worst fork, as texts. */
export interface UseFact {
  readonly label: string;
  readonly typical: string;
  readonly worst: string;
}

/** A resource by the USE method: how busy, how much waits, what failed. */
export interface UseResource {
  readonly resource: string;
  readonly utilisation: readonly UseFact[];
  readonly saturation: readonly UseFact[];
  readonly errors: readonly UseFact[];
}

type Read = (evidence: Evidence) => number | null;
type FactOf = (label: string, unit: string, read: Read) => readonly UseFact[];

/**
 * What the machine did while these benchmarks ran, resource by resource.
 *
 * @see Gregg (2013), "Thinking Methodically about Performance", ACM Queue 10(12): utilisation, saturation, errors.
 */
export function useResources(benchmarks: readonly BenchmarkResult[]): readonly UseResource[] {
  const evidence = benchmarks.flatMap(({ forks }) => forks.map((fork) => fork.evidence));
  if (evidence.length === 0) return [];
  const fact: FactOf = (label, unit, read) => factOf(label, unit, evidence.map(read));
  return [
    processor(fact),
    { ...memory(fact), errors: failures(benchmarks, "out of memory", "PACELINE_OUT_OF_MEMORY") },
    { ...eventLoop(fact), errors: failures(benchmarks, "time limit", "PACELINE_TIME_LIMIT") },
    collection(fact),
    ...poolResource(benchmarks),
  ];
}

const processor = (fact: FactOf): UseResource => ({
  resource: "CPU",
  utilisation: fact("on a core", "ratio", cpuRatio),
  saturation: [
    ...fact("waited for a core", "ratio", ({ runQueueWaitNs, wallNs }) =>
      share(runQueueWaitNs, wallNs),
    ),
    ...fact("some task waited", "ratio", ({ pressureCpuRatio }) => pressureCpuRatio),
    ...fact("involuntary switches", "count", (each) => each.contextSwitchesInvoluntary),
  ],
  errors: [
    ...fact("throttled", "ns", ({ throttledNs }) => throttledNs),
    ...fact("stolen by other guests", "ratio", ({ stealRatio }) => stealRatio),
  ],
});

const memory = (fact: FactOf): Omit<UseResource, "errors"> => ({
  resource: "Memory",
  utilisation: [
    ...fact("resident", "bytes", ({ rssBytesAfter }) => rssBytesAfter),
    ...fact("heap in use", "bytes", ({ heapBytesAfter }) => heapBytesAfter),
  ],
  saturation: [
    ...fact("some task waited", "ratio", ({ pressureMemoryRatio }) => pressureMemoryRatio),
    ...fact("major faults", "count", ({ pageFaultsMajor }) => pageFaultsMajor),
  ],
});

const eventLoop = (fact: FactOf): Omit<UseResource, "errors"> => ({
  resource: "Event loop",
  utilisation: fact("busy", "ratio", (each) => each.eventLoopUtilizationRatio),
  saturation: [
    ...fact("delay, 50th percentile", "ns", ({ eventLoopDelayNsP50 }) => eventLoopDelayNsP50),
    ...fact("delay, 99th percentile", "ns", ({ eventLoopDelayNsP99 }) => eventLoopDelayNsP99),
  ],
});

const collection = (fact: FactOf): UseResource => ({
  resource: "Garbage collection",
  utilisation: fact("paused", "ratio", ({ gc, wallNs }) =>
    share(
      gc.reduce((sum, { pauseNsTotal }) => sum + pauseNsTotal, 0),
      wallNs,
    ),
  ),
  saturation: [
    ...fact("longest pause", "ns", ({ gc }) => Math.max(0, ...gc.map((each) => each.pauseNsMax))),
    ...fact("major collections", "count", ({ gc }) =>
      gc.reduce((sum, { kind, count }) => sum + (kind === "major" ? count : 0), 0),
    ),
  ],
  errors: [],
});

const cpuRatio: Read = ({ cpuUserNs, cpuSystemNs, wallNs }) =>
  share(cpuUserNs + cpuSystemNs, wallNs);

const share = (part: number | null, whole: number): number | null =>
  part === null || !(whole > 0) ? null : part / whole;

/** Nothing where the platform does not tell: an absent number is not a zero. */
function factOf(
  label: string,
  unit: string,
  values: readonly (number | null)[],
): readonly UseFact[] {
  const known = values.filter((value): value is number => value !== null && Number.isFinite(value));
  if (known.length === 0) return [];
  const typical = median(sortSamples(known));
  return [{ label, typical: textOf(typical, unit), worst: textOf(Math.max(...known), unit) }];
}

function textOf(value: number, unit: string): string {
  const quantity = formatMetric(value, unit);
  return quantity === ABSENT ? ABSENT.digits : quantityText(quantity);
}

function failures(
  benchmarks: readonly BenchmarkResult[],
  label: string,
  code: string,
): readonly UseFact[] {
  const count = benchmarks
    .flatMap(({ errors }) => errors)
    .filter(({ error }) => error.code === code).length;
  return count === 0 ? [] : [{ label, typical: `${count} forks`, worst: `${count} forks` }];
}

/** A pool of database connections tells of itself through the benchmark's own metrics, which begin with "pool". */
function poolResource(benchmarks: readonly BenchmarkResult[]): readonly UseResource[] {
  const metrics = benchmarks.flatMap(customMetricsOf).filter(({ name }) => name.startsWith("pool"));
  if (metrics.length === 0) return [];
  const facts = (pattern: RegExp): readonly UseFact[] =>
    [
      ...Map.groupBy(
        metrics.filter(({ name }) => pattern.test(name)),
        ({ name }) => name,
      ),
    ].flatMap(([name, alike]) =>
      factOf(
        name,
        alike[0]!.unit,
        alike.map((metric) => metric.median),
      ),
    );
  const errors = /error|timeout|failed/i;
  const saturation = /wait|queue/i;
  return [
    {
      resource: "Database pool",
      utilisation: facts(new RegExp(`^(?!.*(?:${errors.source}|${saturation.source})).*$`, "i")),
      saturation: facts(new RegExp(`^(?!.*(?:${errors.source})).*(?:${saturation.source})`, "i")),
      errors: facts(errors),
    },
  ];
}
