import type { StudyCrossover } from "./find-crossovers.ts";
import type { Figure } from "./figure.ts";
import type { StudyBackendName } from "./study-cells.ts";
import type { StudyRow } from "./study-rows.ts";
import type { WorkerScaling } from "./worker-scaling.ts";

/** One comparison that a recommendation rests on. */
export interface RecommendationEvidence {
  readonly backend: "threads" | "processes";
  readonly row: Pick<StudyRow, "purpose" | "scenario" | "agentCount" | "depth" | "stepsPerCall">;
  /** Its rate by that of the event loop. */
  readonly ratio: Figure;
}

/** Where these agents should live on this machine. */
export interface Recommendation {
  /**
   * "event-loop": nothing was shown to beat it. A worker backend: it was, in at least one row;
   * below the crossovers the event loop stays better. "unclear": too few forks to say anything.
   */
  readonly backend: StudyBackendName | "unclear";
  /** False when more forks could still turn it round: some interval has 1 inside, or nothing is known. */
  readonly isSettled: boolean;
  /** Workers to start: the number measured that gave the highest rate; null for the event loop. */
  readonly workerCount: number | null;
  readonly crossovers: readonly StudyCrossover[];
  /** The row where it gained most, and the one where it lost most. */
  readonly best: RecommendationEvidence | null;
  readonly worst: RecommendationEvidence | null;
}

/** @param rows - of all comparisons. */
export function recommend(
  rows: readonly StudyRow[],
  crossovers: readonly StudyCrossover[],
  scaling: readonly WorkerScaling[],
): Recommendation {
  const evidence = rows.flatMap((row) =>
    row.backends.flatMap(({ backend, eventLoopRatio }): RecommendationEvidence[] =>
      backend === "event-loop" || eventLoopRatio === null || eventLoopRatio.low === null
        ? []
        : [{ backend, row, ratio: eventLoopRatio }],
    ),
  );
  const byRatio = evidence.toSorted((a, b) => b.ratio.estimate - a.ratio.estimate);
  const winner = byRatio.find(({ ratio }) => (ratio.low ?? 0) > 1);
  if (evidence.length === 0)
    return {
      backend: "unclear",
      isSettled: false,
      workerCount: null,
      crossovers: [],
      best: null,
      worst: null,
    };
  if (winner === undefined) {
    return {
      backend: "event-loop",
      isSettled: evidence.every(({ ratio }) => (ratio.high ?? Infinity) <= 1),
      workerCount: null,
      crossovers,
      best: byRatio[0] ?? null,
      worst: byRatio.at(-1) ?? null,
    };
  }
  const own = byRatio.filter(({ backend }) => backend === winner.backend);
  return {
    backend: winner.backend,
    isSettled: true,
    workerCount: workersFor(scaling.find(({ backend }) => backend === winner.backend)),
    crossovers: crossovers.filter(({ backend }) => backend === winner.backend),
    best: winner,
    worst: own.at(-1) ?? null,
  };
}

function workersFor(scaling: WorkerScaling | undefined): number | null {
  if (scaling === undefined) return null;
  const [best] = scaling.points
    .filter(({ rate }) => rate !== null)
    .toSorted((a, b) => b.rate!.estimate - a.rate!.estimate);
  return best?.count ?? null;
}
