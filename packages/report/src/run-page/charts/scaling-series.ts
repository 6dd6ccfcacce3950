import type { BenchmarkResult, MetricSummary } from "@paceline/core";
import { estimateScaling } from "@paceline/analysis";
import type { ScalingEstimate } from "@paceline/analysis";

import { safeLine } from "../../words/safe-text.ts";
import { throughputOf, timeOf } from "../../table/benchmark-facts.ts";

/** One measured place of a scaling curve. */
export interface ScalingPlace {
  readonly count: number;
  readonly value: number;
  /** Null when a single fork tells no interval of forks. */
  readonly low: number | null;
  readonly high: number | null;
}

/** Benchmarks that differ in one number only, and in nothing else. */
export interface ScalingSeries {
  /** What they have in common besides: "threads", "queue=ring"; empty when that is nothing. */
  readonly label: string;
  readonly places: readonly ScalingPlace[];
  /** By the Universal Scalability Law, where the number is one of workers and the rate of one was measured. */
  readonly law: ScalingEstimate | null;
}

/** Curves of one benchmark over one of its parameters. */
export interface ScalingCurves {
  readonly name: string;
  readonly parameter: string;
  readonly unit: "ns" | "per-second";
  readonly series: readonly ScalingSeries[];
}

const PLACE_COUNT_MIN = 3;
/** Numbers of things that share the work. Of others, such as a number of bytes, the law says nothing. */
const SHARERS = /worker|thread|process|connection|client|pool|concurren|producer/i;
const NS_PER_SECOND = 1e9;
const SEED = 1;

/** The curves of a group: for each benchmark the numeric parameter with most values, the others tell series apart. */
export function scalingCurves(benchmarks: readonly BenchmarkResult[]): readonly ScalingCurves[] {
  const byName = Map.groupBy(benchmarks, ({ name }) => name);
  return [...byName].flatMap(([name, variants]) => {
    const parameter = scaledParameter(variants);
    if (parameter === null) return [];
    const hasRates = variants.every((variant) => throughputOf(variant) !== undefined);
    const series = [...Map.groupBy(variants, (variant) => otherParameters(variant, parameter))]
      .map(([label, members]) => toSeries(label, members, parameter, hasRates))
      .filter(({ places }) => places.length >= PLACE_COUNT_MIN);
    if (series.length === 0) return [];
    return [
      {
        name: safeLine(name),
        parameter: safeLine(parameter),
        unit: hasRates ? ("per-second" as const) : ("ns" as const),
        series,
      },
    ];
  });
}

function scaledParameter(variants: readonly BenchmarkResult[]): string | null {
  const names = new Set(variants.flatMap(({ parameters }) => Object.keys(parameters)));
  const counted = [...names].map((name) => {
    const values = variants.map(({ parameters }) => parameters[name]);
    const isNumeric = values.every((value) => typeof value === "number" && value > 0);
    return { name, count: isNumeric ? new Set(values).size : 0 };
  });
  const best = counted.toSorted((a, b) => b.count - a.count)[0];
  return best !== undefined && best.count >= PLACE_COUNT_MIN ? best.name : null;
}

const otherParameters = ({ parameters }: BenchmarkResult, scaled: string): string =>
  Object.entries(parameters)
    .filter(([name]) => name !== scaled)
    .map(([name, value]) => safeLine(typeof value === "string" ? value : `${name}=${value}`))
    .join(", ");

function toSeries(
  label: string,
  members: readonly BenchmarkResult[],
  parameter: string,
  hasRates: boolean,
): ScalingSeries {
  const places = members
    .flatMap((member): ScalingPlace[] => {
      const metric = hasRates ? throughputOf(member) : timeOf(member);
      const count = member.parameters[parameter];
      return metric === undefined || typeof count !== "number" || !(metric.median > 0)
        ? []
        : [placeOf(count, metric)];
    })
    .toSorted((a, b) => a.count - b.count);
  const isLawful = hasRates && SHARERS.test(parameter) && places.length >= PLACE_COUNT_MIN;
  return { label, places, law: isLawful ? lawOf(members, parameter) : null };
}

const placeOf = (count: number, { median, medianInterval }: MetricSummary): ScalingPlace => ({
  count,
  value: median,
  low: medianInterval?.low ?? null,
  high: medianInterval?.high ?? null,
});

function lawOf(members: readonly BenchmarkResult[], parameter: string): ScalingEstimate {
  const cells = members.map(({ parameters, forks, itemsPerIteration }) => ({
    count: Number(parameters[parameter]),
    forkRates: forks
      .map(({ roundNs, iterationsPerRound }) => middleOf(roundNs) / iterationsPerRound)
      .filter((ns) => ns > 0)
      .map((ns) => ((itemsPerIteration ?? 1) * NS_PER_SECOND) / ns),
  }));
  return estimateScaling(cells, { seed: SEED, resampleCount: 400 });
}

function middleOf(values: readonly number[]): number {
  const sorted = values.filter(Number.isFinite).toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}
