import { estimateScaling } from "../estimate-scaling.ts";
import type { ScalingEstimate } from "../estimate-scaling.ts";
import { figureOf, stepsPerSecondOf } from "./figure.ts";
import type { Figure } from "./figure.ts";
import type { StudyCell } from "./study-cells.ts";

/** How rates grow with workers, all else equal. */
export interface WorkerScaling {
  readonly backend: "threads" | "processes";
  readonly agentCount: number;
  readonly points: readonly WorkerPoint[];
  readonly estimate: ScalingEstimate;
}

export interface WorkerPoint {
  readonly count: number;
  readonly rate: Figure | null;
  /** Rate by `count` times that of one worker. */
  readonly efficiencyRatio: number | null;
}

/** Empty when no cells of that backend varied the number of workers. */
export function scalingOf(
  cells: readonly StudyCell[],
  backend: WorkerScaling["backend"],
  seed: number,
): WorkerScaling[] {
  const own = cells
    .filter((cell) => cell.purpose === "workers" && cell.backend === backend)
    .toSorted((a, b) => a.workerCount - b.workerCount);
  const [first] = own;
  if (first === undefined) return [];
  const rates = own.map((cell) => figureOf(cell, stepsPerSecondOf, seed));
  // A run that was cut short may have single forks of some; four others are enough for the law.
  const sure = own.filter(({ forks }) => forks.length >= 2);
  const alone = first.workerCount === 1 ? rates[0]?.estimate : undefined;
  return [
    {
      backend,
      agentCount: first.agentCount,
      points: own.map(({ workerCount: count }, index) => {
        const rate = rates[index] ?? null;
        const isKnown = rate !== null && alone !== undefined;
        return {
          count,
          rate,
          efficiencyRatio: isKnown ? rate.estimate / (count * alone) : null,
        };
      }),
      estimate: estimateScaling(
        (sure.length < 4 ? own : sure).map(({ workerCount: count, forks }) => ({
          count,
          forkRates: forks.map(({ stepsPerSecond }) => stepsPerSecond),
        })),
        { seed },
      ),
    },
  ];
}
