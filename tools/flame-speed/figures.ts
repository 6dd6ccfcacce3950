/** Prints a line of the report: what, how much, and whether that is good enough. */
export function report(what: string, figure: number, unit: string, goal: Goal): void {
  const bound = "atMost" in goal ? goal.atMost : goal.atLeast;
  const isMet = "atMost" in goal ? figure <= bound : figure >= bound;
  const digits = figure >= 100 ? 0 : figure >= 10 ? 1 : 2;
  process.stdout.write(
    `${what.padEnd(52)}${figure.toFixed(digits).padStart(9)} ${unit.padEnd(4)} goal ${"atMost" in goal ? "≤" : "≥"} ${bound} ${unit}  ${isMet ? "met" : "MISSED"}\n`,
  );
}

export type Goal = { readonly atMost: number } | { readonly atLeast: number };

/** Says a figure that has no goal. */
export function note(what: string, text: string): void {
  process.stdout.write(`${what.padEnd(52)}${text}\n`);
}

export const medianOf = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

export const quantileOf = (values: readonly number[], ratio: number): number =>
  values.toSorted((a, b) => a - b)[
    Math.min(values.length - 1, Math.floor(ratio * values.length))
  ] ?? Number.NaN;
