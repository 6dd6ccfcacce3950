import type { RunResult } from "@paceline/core";

import { machineKey, runtimeKey } from "../compare/comparability.ts";
import type { RecordedRun } from "./history.ts";

/** Takes from a result what a history keeps. Benchmarks that did not complete have no place in it. */
export const toRecordedRun = (
  run: RunResult,
  { source, fingerprint }: Pick<RecordedRun, "source" | "fingerprint">,
): RecordedRun => ({
  source,
  fingerprint,
  runId: run.id,
  startedAt: run.startedAt,
  commitId: run.commit?.id ?? null,
  isDirty: run.commit?.isDirty ?? false,
  hostname: run.machine.hostname,
  systemRelease: run.machine.release,
  machine: machineKey(run),
  runtime: runtimeKey(run),
  pacelineVersion: run.pacelineVersion,
  values: run.benchmarks
    .filter(({ status }) => status === "completed")
    .flatMap(({ id, metrics }) =>
      metrics
        .filter(({ name }) => name !== "throughput")
        .map(({ name, unit, direction, median, medianInterval }) => ({
          benchmarkId: id,
          metric: name,
          unit,
          direction,
          value: median,
          interval:
            medianInterval === null ? null : { low: medianInterval.low, high: medianInterval.high },
        })),
    ),
});
