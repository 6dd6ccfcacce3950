import { runPair } from "../../pair/run-pair.ts";
import { withRecorder } from "../record/recording-environment.ts";
import { createProfileFolder } from "../program/profile-folder.ts";
import type { ProfileTask } from "./profile-benchmark.ts";

/**
 * How much longer an iteration takes while it is profiled: one pair of processes that take turns on one core, one of
 * them recorded. The ratio of their times, above 1 when profiling costs something.
 *
 * @throws {PairFailedError} when the benchmark fails.
 */
export async function measureOverhead(
  { root, benchmark, seed, intervalUs, hasAgentMarks, signal }: ProfileTask,
  pairIndex = 0,
): Promise<number> {
  await using folder = await createProfileFolder({ intervalUs, hasAgentMarks, hasWardens: false });
  const { ratioMedian } = await runPair({
    base: { root, benchmark },
    head: { root, benchmark, environment: withRecorder(process.env, folder.environment) },
    pairIndex,
    seed,
    ...(signal !== undefined && { signal }),
  });
  return ratioMedian;
}
