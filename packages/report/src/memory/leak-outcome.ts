import { judgeLeak } from "@paceline/analysis";
import type { RunResult } from "@paceline/core";

/** What the leak benchmarks of a run say together: what an exit code is made of. */
export interface LeakOutcome {
  /** Benchmarks that leak and should not. */
  readonly leakCount: number;
  /** Planted leaks that were not found. */
  readonly missedCount: number;
  /** Benchmarks of which the run cannot tell. */
  readonly unclearCount: number;
}

/** A smoke run judges nothing: its rounds are too few for any verdict. */
export function leakOutcomeOf({ benchmarks, preset, seed }: RunResult): LeakOutcome {
  const judgements =
    preset === "smoke" ? [] : benchmarks.flatMap((benchmark) => judgeLeak(benchmark, seed) ?? []);
  const unexpected = judgements.filter(({ outcome }) => outcome === "unexpected");
  return {
    leakCount: unexpected.filter(({ verdict }) => verdict === "leak").length,
    missedCount: unexpected.filter(({ expected }) => expected === "leak").length,
    unclearCount: judgements.filter(({ outcome }) => outcome === "unclear").length,
  };
}
