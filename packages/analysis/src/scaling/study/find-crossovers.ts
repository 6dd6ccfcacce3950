import { findCrossover } from "../find-crossover.ts";
import type { Crossover, RatioCell } from "../find-crossover.ts";
import { figureOf, forkRatios, stepsPerSecondOf } from "./figure.ts";
import type { StudyCell } from "./study-cells.ts";

/** From where a backend pays against the event loop. */
export interface StudyCrossover {
  readonly backend: "threads" | "processes";
  /** "agents": how many of them; "work": ns of work that one agent does in one call. */
  readonly axis: "agents" | "work";
  /** Places measured, ascending, in the unit of the axis. */
  readonly places: readonly number[];
  readonly crossover: Crossover;
  /** What stayed the same: work of a call for "agents", agents for "work". */
  readonly agentCount: number | null;
  readonly workNs: number | null;
}

/** Both axes for both backends, as far as there are cells. */
export function findCrossovers(
  cells: readonly StudyCell[],
  seed: number,
): readonly StudyCrossover[] {
  return (["threads", "processes"] as const).flatMap((backend) =>
    (["agents", "work"] as const).flatMap((axis) => {
      const found = crossoverOn(axis, backend, { cells, seed });
      return found === null ? [] : [found];
    }),
  );
}

interface Source {
  readonly cells: readonly StudyCell[];
  readonly seed: number;
}

function crossoverOn(
  axis: StudyCrossover["axis"],
  backend: StudyCrossover["backend"],
  { cells, seed }: Source,
): StudyCrossover | null {
  const own = cellsOn(axis, cells);
  const baselines = own.filter((cell) => cell.backend === "event-loop");
  const ratios = baselines.flatMap((baseline): RatioCell[] => {
    const candidate = own.find((cell) => cell.backend === backend && isSame(cell, baseline));
    const forks = forkRatios(candidate, baseline, stepsPerSecondOf);
    const at = axis === "agents" ? baseline.agentCount : workNsOf(baseline, seed);
    return forks.length === 0 || at === null ? [] : [{ at, forkRatios: forks }];
  });
  if (ratios.length < 2) return null;
  // A run that was cut short has single forks of some places, of which nothing can be said.
  const sure = ratios.filter(({ forkRatios: forks }) => forks.length >= 2);
  const judged = sure.length < 2 ? ratios : sure;
  const [first] = baselines;
  return {
    backend,
    axis,
    places: judged.map(({ at }) => at).toSorted((a, b) => a - b),
    crossover: findCrossover(judged, { seed }),
    agentCount: axis === "work" ? first!.agentCount : null,
    workNs: axis === "agents" ? workNsOf(baselines.at(-1)!, seed) : null,
  };
}

/**
 * Work grows by deeper plans, or, for agents that are not ours, by more steps a call. The least work is that
 * of the cell with as many agents among those that vary them.
 */
function cellsOn(axis: StudyCrossover["axis"], cells: readonly StudyCell[]): readonly StudyCell[] {
  const byAgents = cells.filter(({ purpose }) => purpose === "agents" || purpose === "crowd");
  if (axis === "agents") return byAgents;
  const byWork = cells.filter(({ purpose }) => purpose === "work" || purpose === "batch");
  const agentCount = byWork[0]?.agentCount;
  const hasLeast = byWork.some(({ depth, stepsPerCall }) => depth === 1 && stepsPerCall === 1);
  const least = hasLeast ? [] : byAgents.filter((cell) => cell.agentCount === agentCount);
  return byWork.length === 0 ? [] : [...least, ...byWork];
}

const isSame = (a: StudyCell, b: StudyCell): boolean =>
  a.purpose === b.purpose &&
  a.agentCount === b.agentCount &&
  a.depth === b.depth &&
  a.stepsPerCall === b.stepsPerCall;

/** What one agent does in one call, by what it takes on the event loop. */
function workNsOf(baseline: StudyCell, seed: number): number | null {
  const rate = figureOf(baseline, stepsPerSecondOf, seed);
  return rate === null ? null : (1e9 / rate.estimate) * baseline.stepsPerCall;
}
