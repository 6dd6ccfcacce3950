/** What the measuring scripts have in common: figures of many rounds, ratios within a round, and goals. */
import { stdout } from "node:process";

/** One figure a round. */
export type Rounds = readonly number[];

/** Ratios of two things that were measured in the same rounds. */
export const ratiosOf = (ours: Rounds, other: Rounds): number[] =>
  ours.map((figure, round) => figure / other[round]!);

export const medianOf = (rounds: Rounds): number =>
  rounds.toSorted((a, b) => a - b)[rounds.length >> 1]!;

/** `1.23 [1.10..1.40]`: median, lowest and highest. */
export function spread(rounds: Rounds, digits: number): string {
  const low = Math.min(...rounds).toFixed(digits);
  const high = Math.max(...rounds).toFixed(digits);
  return `${medianOf(rounds).toFixed(digits)} [${low}..${high}]`;
}

/** Something that is to be reached. Its median is what counts. */
export interface Goal {
  readonly name: string;
  readonly figures: Rounds;
  readonly bound: { readonly atLeast: number } | { readonly atMost: number };
  /** "M/s", "µs"; empty for a ratio. */
  readonly unit?: string;
  /** What the machine itself allowed in the same rounds, and what that is. */
  readonly limit?: { readonly name: string; readonly figures: Rounds };
}

/** Prints each goal with its figure and whether it is met. @returns whether all are. */
export function printGoals(goals: readonly Goal[]): boolean {
  stdout.write("goals: median of rounds [lowest..highest]\n");
  const widths = goals.map(({ name }) => name.length);
  const nameWidth = Math.max(...widths);
  let isAllMet = true;
  for (const goal of goals) {
    const { name, figures, bound, unit = "", limit } = goal;
    const isMet = meets(medianOf(figures), bound);
    isAllMet &&= isMet;
    const wanted = "atLeast" in bound ? `≥ ${bound.atLeast}` : `≤ ${bound.atMost}`;
    const figure = `${spread(figures, digitsOf(figures))}${unit === "" ? "" : ` ${unit}`}`;
    stdout.write(
      `  ${name.padEnd(nameWidth)}  ${figure.padEnd(26)} ${wanted.padEnd(7)} ${isMet ? "met" : "NOT MET"}` +
        `${limit === undefined ? "" : `; ${limit.name}: ${spread(limit.figures, digitsOf(limit.figures))}`}\n`,
    );
  }
  return isAllMet;
}

const meets = (figure: number, bound: Goal["bound"]): boolean =>
  "atLeast" in bound ? figure >= bound.atLeast : figure <= bound.atMost;

const digitsOf = (figures: Rounds): number => (medianOf(figures) >= 100 ? 0 : 2);
