import { forkRatios, metricOf, stepsPerSecondOf, summarizeForks } from "./figure.ts";
import type { Figure, ReadFork } from "./figure.ts";
import type { StudyBackendName, StudyCell } from "./study-cells.ts";

export type ClaimName = "performance" | "memory" | "communication" | "scaling";
export type ClaimVerdict = "holds" | "does-not-hold" | "unclear";

/** One of the four claims that the original says its benchmarks validate, judged here. */
export interface Claim {
  readonly name: ClaimName;
  /** Whether the direction is as claimed: threads better than processes. */
  readonly verdict: ClaimVerdict;
  /** How many times better threads are; null when it was not measured. */
  readonly ratio: Figure | null;
  /** What the original expects: at least this many times better, where it says so. */
  readonly publishedRatioMin: number | null;
  readonly publishedRatioMax: number | null;
  /** Agents of the cells that decided. */
  readonly agentCounts: readonly number[];
}

/** A difference within this factor is none. */
const SAME_RATIO = 1.05;

/**
 * Judges the claims in the original's "Validation" section: threading is faster, takes less memory, has
 * lower communication overhead and scales better with agent count.
 *
 * Faster and slower are of the steady state, since with start-up inside the number tells about start-up.
 */
export function judgeClaims(cells: readonly StudyCell[], seed: number): readonly Claim[] {
  const claim = (
    name: ClaimName,
    published: readonly [number | null, number | null],
    found: Found,
  ): Claim => {
    const ratio = summarizeForks(found.ratios, seed);
    const [publishedRatioMin, publishedRatioMax] = published;
    const verdict = verdictOf(ratio);
    const { agentCounts } = found;
    return { name, verdict, ratio, publishedRatioMin, publishedRatioMax, agentCounts };
  };
  const memory = metricOf("memoryBytes");
  const latency = metricOf("messageLatencyNs");
  const talking = cells.some(({ purpose }) => purpose === "messages") ? "messages" : "coordination";
  return [
    claim("performance", [2, 10], compareRows(cells, "agents", stepsPerSecondOf)),
    // Less is better: the other way round.
    claim("memory", [3, 5], invert(compareRows(cells, "agents", memory))),
    claim("communication", [10, 100], invert(compareRows(cells, talking, latency))),
    claim("scaling", [null, null], compareGrowth(cells)),
  ];
}

function verdictOf(ratio: Figure | null): ClaimVerdict {
  if (ratio === null || ratio.low === null || ratio.high === null) return "unclear";
  if (ratio.low > SAME_RATIO || (ratio.low > 1 && ratio.high > SAME_RATIO)) return "holds";
  if (ratio.high < 1 || (ratio.low > 1 / SAME_RATIO && ratio.high < SAME_RATIO))
    return "does-not-hold";
  return "unclear";
}

interface Found {
  readonly ratios: readonly number[];
  readonly agentCounts: readonly number[];
}

const invert = ({ ratios, agentCounts }: Found): Found => ({
  ratios: ratios.map((ratio) => 1 / ratio),
  agentCounts,
});

/** Fewer forks than this have no interval to speak of. */
const SWEEP_COUNT_WANTED = 3;

interface CountRatios {
  readonly agentCount: number;
  /** Threads by processes, one of each sweep. */
  readonly ratios: readonly number[];
}

/** Numbers of agents that can be judged: a run that was cut short lacks the last sweeps of some, or all of them. */
function ratiosByCount(own: readonly StudyCell[], read: ReadFork): readonly CountRatios[] {
  const agentCounts = [...new Set(own.map(({ agentCount }) => agentCount))];
  const byCount = agentCounts.map((agentCount) => {
    const find = (backend: StudyBackendName) => findCell(own, backend, agentCount);
    return { agentCount, ratios: forkRatios(find("threads"), find("processes"), read) };
  });
  const most = Math.max(1, ...byCount.map(({ ratios }) => ratios.length));
  return byCount.filter(({ ratios }) => ratios.length >= Math.min(SWEEP_COUNT_WANTED, most));
}

const findCell = (
  own: readonly StudyCell[],
  backend: StudyBackendName,
  agentCount: number,
): StudyCell | undefined =>
  own.find((cell) => cell.backend === backend && cell.agentCount === agentCount);

/** Threads by processes in each sweep: the geometric mean over all agent counts of a series. */
function compareRows(
  cells: readonly StudyCell[],
  purpose: StudyCell["purpose"],
  read: ReadFork,
): Found {
  const byCount = ratiosByCount(
    cells.filter((cell) => cell.purpose === purpose),
    read,
  );
  const agentCounts = byCount.map(({ agentCount }) => agentCount);
  if (byCount.length === 0) return { ratios: [], agentCounts };
  const sweepCount = Math.min(...byCount.map(({ ratios }) => ratios.length));
  const ratios = Array.from({ length: sweepCount }, (_, sweep) =>
    Math.exp(
      byCount.reduce((sum, each) => sum + Math.log(each.ratios[sweep]!), 0) / byCount.length,
    ),
  );
  return { ratios, agentCounts };
}

/** How much threads gain from the fewest to the most agents, by how much processes gain. */
function compareGrowth(cells: readonly StudyCell[]): Found {
  const own = cells.filter(({ purpose }) => purpose === "agents");
  const counts = ratiosByCount(own, stepsPerSecondOf).map(({ agentCount }) => agentCount);
  const [fewest, most] = [Math.min(...counts), Math.max(...counts)];
  const growthOf = (backend: StudyBackendName): readonly number[] =>
    forkRatios(findCell(own, backend, most), findCell(own, backend, fewest), stepsPerSecondOf);
  const [threads, processes] = [growthOf("threads"), growthOf("processes")];
  return {
    ratios: threads.slice(0, processes.length).map((growth, sweep) => growth / processes[sweep]!),
    agentCounts: [fewest, most].filter(Number.isFinite),
  };
}
