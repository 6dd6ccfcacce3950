import type { OptionIssue } from "@paceline/core";
import { InvalidOptionError } from "@paceline/core";

/** Options of every store. */
export interface StoreOptions {
  /** Rows of one transaction, unless a single call brings more. @defaultValue 5000 */
  readonly batchRowCountMax?: number;
  /** Rows that may wait to be written before `record` refuses more. @defaultValue 100000 */
  readonly waitingRowCountMax?: number;
}

export interface ResolvedStoreOptions {
  readonly batchRowCountMax: number;
  readonly waitingRowCountMax: number;
}

/** @throws {InvalidOptionError} with everything wrong at once. */
export function resolveStoreOptions(options: StoreOptions): ResolvedStoreOptions {
  const { batchRowCountMax = 5_000, waitingRowCountMax = 100_000 } = options;
  throwIssues(checkCounts({ batchRowCountMax, waitingRowCountMax }));
  return { batchRowCountMax, waitingRowCountMax };
}

export const checkCounts = (counts: Readonly<Record<string, number>>): readonly OptionIssue[] =>
  Object.entries(counts)
    .filter(([, count]) => !Number.isSafeInteger(count) || count < 1)
    .map(([path, received]) => ({ path, expected: "a whole number of at least 1", received }));

export function throwIssues(issues: readonly OptionIssue[]): void {
  if (issues.length > 0) throw new InvalidOptionError(issues);
}
