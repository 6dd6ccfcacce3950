import type { LearningAgent } from "@paceline/inference";

import type { Comparison } from "../comparison.ts";
import type { GoldenRecord } from "../golden-file.ts";
import { asArrays } from "../golden-file.ts";

/** Compares what the file lists, array by array; transitions are brought to its order, action last. */
export function compareLearned(
  name: string,
  { model, counts }: LearningAgent,
  learned: GoldenRecord,
  comparison: Comparison,
): void {
  const actionLast = (data: Float64Array, factor: number): Float64Array => {
    const { actionCount } = model.transitions[factor]!;
    const columnCount = data.length / actionCount;
    return data.map(
      (_, index) => data[(index % actionCount) * columnCount + Math.floor(index / actionCount)]!,
    );
  };
  const actual: Readonly<Record<string, readonly (ArrayLike<number> | undefined)[]>> = {
    pA: counts.likelihood.map((table) => table?.counts),
    pB: counts.transition.map((table, factor) =>
      table === null ? undefined : actionLast(table.counts, factor),
    ),
    pD: counts.prior.map((table) => table?.counts),
    A: model.likelihoods.map(({ values }) => values),
    B: model.transitions.map(({ values }, factor) => actionLast(values, factor)),
    D: model.priors,
  };
  for (const [field, expected] of Object.entries(learned))
    for (const [index, array] of asArrays(expected, field).entries())
      comparison.close(
        `${name} learned.${field}[${index}]`,
        actual[field]?.[index] ?? [],
        array.data,
      );
}
