import type { RunResult } from "@paceline/core";

import { findCrossovers } from "./find-crossovers.ts";
import type { StudyCrossover } from "./find-crossovers.ts";
import { judgeClaims } from "./judge-claims.ts";
import type { Claim } from "./judge-claims.ts";
import { recommend } from "./recommend.ts";
import type { Recommendation } from "./recommend.ts";
import { readStudyCells } from "./study-cells.ts";
import type { FailedCell } from "./study-cells.ts";
import { toRows } from "./study-rows.ts";
import type { StudyRow } from "./study-rows.ts";
import { scalingOf } from "./worker-scaling.ts";
import type { WorkerScaling } from "./worker-scaling.ts";

/** Everything that a study of event loop, threads and processes says. */
export interface ConcurrencyStudy {
  /** Agents that were studied: "exploration", or the kind of a module of the user's. */
  readonly scenario: string;
  readonly rows: readonly StudyRow[];
  readonly scaling: readonly WorkerScaling[];
  readonly crossovers: readonly StudyCrossover[];
  readonly claims: readonly Claim[];
  readonly recommendation: Recommendation;
  readonly failed: readonly FailedCell[];
  /** Forks of the cell that has fewest, 0 without cells: it decides what can be said. */
  readonly forkCountMin: number;
}

/** Judges a run of the suite's `threads-vs-processes`. The run's seed decides the intervals. */
export function judgeConcurrency(result: RunResult): ConcurrencyStudy {
  const { seed } = result;
  const { cells, failed } = readStudyCells(result);
  const rows = toRows(cells, seed);
  const crossovers = findCrossovers(cells, seed);
  const scaling = (["threads", "processes"] as const).flatMap((backend) =>
    scalingOf(cells, backend, seed),
  );
  return {
    scenario: cells[0]?.scenario ?? "",
    rows,
    scaling,
    crossovers,
    claims: judgeClaims(cells, seed),
    recommendation: recommend(rows, crossovers, scaling),
    failed,
    forkCountMin: cells.length === 0 ? 0 : Math.min(...cells.map(({ forks }) => forks.length)),
  };
}
