import type { BenchmarkError, BenchmarkResult, RunResult } from "@paceline/core";

import type { BenchmarkDescriptor } from "../descriptor.ts";

/** What a run tells while it runs, for a progress display. Nothing here is needed to read the result. */
export type RunEvent =
  | {
      readonly kind: "run-started";
      readonly benchmarks: readonly BenchmarkDescriptor[];
      readonly forkCountTotal: number;
      /** A guess from the settings; benchmarks whose iterations are long take longer. */
      readonly expectedNs: number;
      /** After which no fork is started; not there when all are. */
      readonly timeNsMax?: number;
    }
  /** These cannot be judged by their planned forks: each gets more, up to its `forkCountMax`, while there is time. */
  | {
      readonly kind: "forks-added";
      readonly benchmarkIds: readonly string[];
      readonly forkCountMax: number;
      readonly timeNsMax: number;
    }
  | {
      readonly kind: "fork-started";
      readonly benchmarkId: string;
      readonly forkIndex: number;
      /** Position among all forks of the run. */
      readonly order: number;
    }
  | {
      readonly kind: "fork-phase";
      readonly benchmarkId: string;
      readonly forkIndex: number;
      readonly phase: "load" | "setup" | "warmup" | "measure" | "check" | "teardown";
    }
  | {
      readonly kind: "fork-finished";
      readonly benchmarkId: string;
      readonly forkIndex: number;
      /** What it added to the length of the run: forks that run at once share it. */
      readonly elapsedNs: number;
      readonly error: BenchmarkError | null;
    }
  | { readonly kind: "benchmark-finished"; readonly result: BenchmarkResult }
  | { readonly kind: "run-finished"; readonly result: RunResult };
