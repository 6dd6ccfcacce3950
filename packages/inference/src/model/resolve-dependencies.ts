import type { IssueList } from "./issue-list.ts";

/**
 * Checks lists of indices, one list per array, or fills in what holds without them.
 *
 * @param count - how many arrays there are, so how many lists are expected.
 * @param limit - every index must be in [0, limit).
 * @returns one list per array; a list that was wrong is replaced by its default so that checking can go on.
 */
export function resolveDependencies(
  axis: string,
  given: readonly (readonly number[])[] | undefined,
  { count, limit, fallback }: DependencyBounds,
  list: IssueList,
): readonly (readonly number[])[] {
  const defaults = Array.from({ length: count }, (_, index) => fallback(index));
  if (given === undefined) return defaults;
  if (given.length !== count) {
    list.add(axis, `${count} lists, one per array`, `${given.length}`);
    return defaults;
  }
  return given.map((indices, index) => {
    const isValid =
      indices.every((entry) => Number.isInteger(entry) && entry >= 0 && entry < limit) &&
      new Set(indices).size === indices.length;
    if (isValid) return indices;
    list.add(`${axis}[${index}]`, `different integers in [0, ${limit})`, `[${indices.join(", ")}]`);
    return defaults[index]!;
  });
}

/** What a set of dependency lists must satisfy. */
export interface DependencyBounds {
  readonly count: number;
  readonly limit: number;
  readonly fallback: (index: number) => readonly number[];
}
