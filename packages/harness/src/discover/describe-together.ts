import { availableParallelism } from "node:os";

import { mapBounded } from "../map-bounded.ts";
import {
  describeCommand,
  describeInFork,
  startDescribing,
  toDescribedFile,
} from "./describe-in-fork.ts";
import type { DescribedFile, DescribeOptions } from "./describe-in-fork.ts";

/** Each file in a process of its own, as many at once as there are cores. */
export const describeApart = (
  files: readonly string[],
  options: DescribeOptions,
): Promise<readonly DescribedFile[]> =>
  mapBounded(files, availableParallelism(), (file) => describeInFork(file, options));

/**
 * All files in one process, one after the other, so that its start and what they import in common are paid for
 * once. For files that are known to load; from one on that ends the process, each gets one of its own.
 */
export async function describeTogether(
  files: readonly string[],
  options: DescribeOptions,
): Promise<readonly DescribedFile[]> {
  const described: DescribedFile[] = [];
  await using fork = startDescribing(options);
  for (const file of files) {
    // oxlint-disable-next-line no-await-in-loop -- what a process registers is told file by file
    const answer = await fork.ask(describeCommand(file, options));
    if (answer.kind === "ended") break;
    // oxlint-disable-next-line no-await-in-loop -- the same
    described.push(await toDescribedFile(answer, file, { ...options, output: "" }));
  }
  await fork.end();
  return [...described, ...(await describeApart(files.slice(described.length), options))];
}
