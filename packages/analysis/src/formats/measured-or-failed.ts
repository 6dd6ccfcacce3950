import { UnfitNumberError } from "./foreign-file-error.ts";
import type { ForeignBenchmark } from "./foreign-run.ts";

/** What is known of a benchmark before its numbers are read. */
export type ForeignNames = Pick<
  ForeignBenchmark,
  "id" | "file" | "group" | "name" | "parameters" | "isGcDisabled"
>;

/** The benchmark with its numbers, or failed with the words for the one that stands for no measurement. */
export function measuredOrFailed(
  names: ForeignNames,
  read: () => Omit<ForeignBenchmark, keyof ForeignNames>,
): ForeignBenchmark {
  try {
    return { ...names, ...read() };
  } catch (error) {
    if (!(error instanceof UnfitNumberError)) throw error;
    return failedBenchmark(names, error.problem);
  }
}

/** A benchmark without numbers. */
export const failedBenchmark = (names: ForeignNames, failure: string): ForeignBenchmark => ({
  ...names,
  forks: [],
  iterationsPerRound: 1,
  hasForks: false,
  measuredCount: 0,
  time: null,
  failure,
});
