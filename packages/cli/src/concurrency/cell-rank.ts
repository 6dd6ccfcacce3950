import type { BenchmarkDescriptor } from "@paceline/harness";

/** By what a series is for: claims first, then the law of workers and the crossovers; the rest is good to know. */
const RANKS: Readonly<Record<string, number>> = {
  agents: 0,
  coordination: 0,
  messages: 0,
  workers: 1,
  work: 1,
  batch: 1,
  learning: 3,
  crowd: 4,
};

/** What of a series may wait lies between its ends, which decide whether anything grows. */
const AXES: Readonly<Record<string, { readonly parameter: string; readonly betweenRank: number }>> =
  {
    agents: { parameter: "agents", betweenRank: 2 },
    batch: { parameter: "steps", betweenRank: 2 },
  };

/** The part of the study that a cell belongs to: "agents", "crowd". */
export const purposeOf = ({ group }: Pick<BenchmarkDescriptor, "group">): string =>
  group.slice(group.lastIndexOf("/") + 1);

/** How much of the study's answer rests on each of these cells, 0 for those that most rests on. */
export function cellRanks(
  cells: readonly BenchmarkDescriptor[],
): (cell: BenchmarkDescriptor) => number {
  const ends = new Map<string, readonly [number, number]>();
  for (const [purpose, { parameter }] of Object.entries(AXES)) {
    const places = cells
      .filter((cell) => purposeOf(cell) === purpose)
      .map(({ parameters }) => Number(parameters[parameter]));
    ends.set(purpose, [Math.min(...places), Math.max(...places)]);
  }
  const working = cells.find((cell) => purposeOf(cell) === "work")?.parameters["agents"];
  return (cell) => {
    const purpose = purposeOf(cell);
    const axis = AXES[purpose];
    const isBetween =
      axis !== undefined && !ends.get(purpose)!.includes(Number(cell.parameters[axis.parameter]));
    // As many agents that do the least work are where the axis of work begins.
    if (isBetween && purpose === "agents" && cell.parameters["agents"] === working)
      return RANKS["work"]!;
    return isBetween ? axis.betweenRank : (RANKS[purpose] ?? 0);
  };
}
