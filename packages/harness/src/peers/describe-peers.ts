import type { PeerFigure } from "@paceline/core";

import { matchesParameters } from "../parameters.ts";
import type { Parameters } from "../parameters.ts";
import type { AnyBenchOptions } from "../registry.ts";
import { OWN_METRIC_UNITS } from "./own-metric-units.ts";

/** The peers of a benchmark that hold for these parameters, complete and as plain data. */
export function describePeers(
  { peers = [], metrics = {} }: AnyBenchOptions,
  parameters: Parameters,
): readonly PeerFigure[] {
  return peers
    .filter(({ when }) => when === undefined || matchesParameters(parameters, when))
    .map(({ peer, metric = "time", statistic, value, measuredOn, source }) => ({
      peer,
      metric,
      statistic,
      // A metric that is neither was refused by the check of the options.
      unit: OWN_METRIC_UNITS.get(metric) ?? metrics[metric]!.unit,
      value,
      measuredOn,
      source,
    }));
}
