import { isRecord } from "../discover/is-record.ts";
import { STATISTIC_NAMES } from "../discover/statistic-names.ts";
import { OWN_METRIC_UNITS } from "./own-metric-units.ts";

/** Everything wrong with the option "peers", in words. @param options - of `bench(…)`, not yet checked. */
export function checkPeers(options: Readonly<Record<string, unknown>>): readonly string[] {
  const { peers } = options;
  if (peers === undefined) return [];
  if (!Array.isArray(peers)) return ['option "peers" must be a list'];
  const metricNames = metricNamesOf(options);
  return peers.flatMap((peer: unknown, index) =>
    isRecord(peer)
      ? faultsOf(peer, metricNames).map((fault) => `option "peers[${index}]" must ${fault}`)
      : [`option "peers[${index}]" must be an object`],
  );
}

function faultsOf(
  peer: Readonly<Record<string, unknown>>,
  metricNames: readonly string[],
): readonly string[] {
  const { metric = "time", statistic, value, when } = peer;
  const faults: string[] = [];
  for (const key of ["peer", "measuredOn", "source"]) {
    const text = peer[key];
    if (typeof text !== "string" || text.trim() === "") {
      faults.push(`have a string "${key}", not empty`);
    }
  }
  if (typeof metric !== "string" || !metricNames.includes(metric)) {
    faults.push(`have a "metric" that is one of ${metricNames.join(", ")}`);
  }
  if (typeof statistic !== "string" || !STATISTIC_NAMES.includes(statistic)) {
    faults.push(`have a "statistic" that is one of ${STATISTIC_NAMES.join(", ")}`);
  }
  if (typeof value !== "number" || !Number.isFinite(value) || value <= 0) {
    faults.push('have a "value" that is a finite number greater than 0, in the unit of its metric');
  }
  if (when !== undefined && !isRecord(when)) faults.push('have an object of parameters as "when"');
  return faults;
}

/** Without items there is no throughput to compare with. */
function metricNamesOf({ items, metrics }: Readonly<Record<string, unknown>>): readonly string[] {
  const own = [...OWN_METRIC_UNITS.keys()];
  return [
    ...own.filter((name) => name !== "throughput" || items !== undefined),
    ...Object.keys(isRecord(metrics) ? metrics : {}),
  ];
}
