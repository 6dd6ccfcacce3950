import type {
  Direction,
  LeakResult,
  PeerFigure,
  Procedure,
  TargetSpec,
  Unit,
} from "@paceline/core";

import type { Parameters } from "./parameters.ts";
import type { ServiceName } from "./services.ts";
import type { SettingsOptions } from "./settings/settings-options.ts";

/** A benchmark as discovery found it: plain data, since user code never runs in the parent process. */
export interface BenchmarkDescriptor {
  /** `<group>/<name>[parameter=value,…]`, unique in a project. */
  readonly id: string;
  /** Relative to the root, with forward slashes. */
  readonly file: string;
  readonly group: string;
  /** The group as registered; null when it stands outside of any and `group` is the file's name. */
  readonly registeredGroup: string | null;
  readonly name: string;
  readonly parameters: Parameters;
  /** Services that a run must have to measure it. */
  readonly needs: readonly ServiceName[];
  readonly size: "smoke" | "full";
  /** True when it has targets and each of them is a stretch target. */
  readonly isStretchOnly: boolean;
  readonly itemsPerIteration: number | null;
  readonly itemsUnit: string | null;
  readonly metricNames: readonly string[];
  readonly metrics: readonly MetricDescriptor[];
  readonly targetCount: number;
  /** Those that hold for these parameters. */
  readonly targets: readonly TargetSpec[];
  /** Those that hold for these parameters. */
  readonly peers: readonly PeerFigure[];
  readonly procedure: Procedure;
  /** Of a leak benchmark; null for any other. */
  readonly leakPlan: LeakPlan | null;
  /** Of a memory benchmark: instances to be alive at once, ascending. Empty for any other. */
  readonly instanceCounts: readonly number[];
  /** What the benchmark itself asked for in `bench(…)`. */
  readonly options: SettingsOptions;
}

/** A metric of a benchmark's own, without its function. */
export interface MetricDescriptor {
  readonly name: string;
  readonly unit: Unit;
  readonly direction: Direction;
}

/** How a leak is looked for. */
export interface LeakPlan extends Omit<LeakResult, "explanation"> {
  readonly operationsPerRound: number;
  readonly heapLimitMb: number;
}
