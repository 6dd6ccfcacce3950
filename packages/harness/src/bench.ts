import type {
  Direction,
  ParameterValue,
  PeerFigure,
  Random,
  TargetSpec,
  TimerName,
  Unit,
} from "@paceline/core";

import { register } from "./register.ts";
import { callerSite, sharedRegistry } from "./registry.ts";
import type { ServiceName, Services } from "./services.ts";

/** Values of one parameter: tests run `smoke` so that no benchmark rots, measurements run `full`. */
export interface ParameterSizes<Value extends ParameterValue = ParameterValue> {
  readonly smoke: readonly Value[];
  readonly full: readonly Value[];
  /** What the preset "thorough" runs instead of `full`: sizes that take too long for every day. */
  readonly thorough?: readonly Value[];
}

/** The parameters of a benchmark; it runs once for each element of their product. */
export type ParameterSpecs = Readonly<Record<string, ParameterSizes>>;

/** One element of the product: `{ agentCount: 10 }`. */
export type ParametersOf<Specs extends ParameterSpecs> = {
  readonly [Name in keyof Specs]: Specs[Name] extends ParameterSizes<infer Value>
    ? Widen<Value>
    : never;
};

type Widen<Value> = Value extends number
  ? number
  : Value extends string
    ? Value
    : Value extends boolean
      ? boolean
      : Value;

/** What a benchmark knows about the process it runs in. It is the state when there is no `setup`. */
export interface BenchContext<Parameters = Readonly<Record<string, ParameterValue>>> {
  readonly parameters: Parameters;
  /** The same within a pair of compared forks, another one for each fork of a run. */
  readonly seed: number;
  /** Seeded with `seed`. */
  readonly random: Random;
  readonly size: "smoke" | "full";
  /** Those that the run was given; a benchmark that `needs` one finds it here. */
  readonly services: Services;
}

/** A metric of the benchmark's own, read once per fork after the timed rounds. */
export interface MetricSpec<State, Parameters> {
  readonly unit: Unit;
  readonly direction: Direction;
  measure(state: State, context: BenchContext<Parameters>): number | Promise<number>;
}

/** A target that may hold for some parameters only: `when: { agentCount: 10 }`. */
export interface BenchTarget<Parameters> extends TargetSpec {
  readonly when?: Partial<Parameters>;
}

/**
 * What another program needs for the same work, measured elsewhere: the report prints it beside our own
 * figure, with the ratio, the machine and the source. Like a target it may hold for some parameters only.
 */
export interface BenchPeer<Parameters> extends Omit<PeerFigure, "metric" | "unit"> {
  /**
   * The metric of this benchmark that it is compared with; `value` is in its canonical unit.
   *
   * @defaultValue "time"
   */
  readonly metric?: string;
  readonly when?: Partial<Parameters>;
}

/** Everything but the function itself. Every field is optional. */
export interface BenchOptions<Specs extends ParameterSpecs, State, Input, Result> {
  readonly params?: Specs;
  /** Services without which it cannot be measured; it is left out of runs that have none. */
  readonly needs?: readonly ServiceName[];
  /** Once per fork, outside the clock. What it returns is the first argument of everything else. */
  setup?(context: BenchContext<ParametersOf<Specs>>): State | Promise<State>;
  /** Once per iteration, outside the clock, in batches; what it returns is the iteration's input. */
  prepare?(state: State, context: BenchContext<ParametersOf<Specs>>): Input;
  /**
   * Judges a result outside the clock: before the first and after the last timed round. Throwing or
   * returning false fails the benchmark, because a fast wrong answer is no answer.
   */
  check?(
    result: Result,
    state: State,
    context: BenchContext<ParametersOf<Specs>>,
  ): boolean | void | Promise<boolean | void>;
  /** Once per fork, after everything, also when something failed. */
  teardown?(state: State, context: BenchContext<ParametersOf<Specs>>): void | PromiseLike<void>;
  /** Things done by one iteration, for a throughput: 10 agents spawned, 100 messages routed. */
  readonly items?: number | ((parameters: ParametersOf<Specs>) => number);
  /** Plural noun of those things: "agents", "messages". */
  readonly itemsUnit?: string;
  readonly metrics?: Readonly<Record<string, MetricSpec<State, ParametersOf<Specs>>>>;
  readonly targets?: readonly BenchTarget<ParametersOf<Specs>>[];
  /** What other programs need for the same work; printed beside ours, never judged. */
  readonly peers?: readonly BenchPeer<ParametersOf<Specs>>[];
  readonly minRounds?: number;
  readonly warmupRounds?: number;
  readonly calibrationPrecision?: number;
  readonly maxTimeMs?: number;
  readonly timeLimitMs?: number;
  readonly forks?: number;
  readonly disableGc?: boolean;
  readonly timer?: TimerName;
}

/**
 * Registers one benchmark of the file that is being loaded.
 *
 *     bench("sum of 1,000", () => numbers.reduce((a, b) => a + b));
 *
 *     bench("spawn", { params, setup, items: 1, itemsUnit: "agents" }, (state, input) => …);
 *
 * `fn` may be asynchronous: it is then measured inside the live event loop, one call at a time.
 */
export function benchTime(name: string, fn: () => unknown): void;
export function benchTime<
  const Specs extends ParameterSpecs,
  State = BenchContext<ParametersOf<Specs>>,
  Input = undefined,
  Result = unknown,
>(
  name: string,
  options: BenchOptions<Specs, State, Input, Awaited<Result>>,
  fn: (state: State, input: Input) => Result,
): void;
export function benchTime(name: unknown, ...rest: readonly unknown[]): void {
  register({ procedure: "time", name, rest, site: callerSite() });
}

/** Puts the benchmarks registered by `define` under a group, which becomes one table. Groups nest with "/". */
export function group(name: string, define: () => void): void {
  const registry = sharedRegistry();
  registry.openGroups.push(name);
  try {
    const returned: unknown = define();
    if (returned instanceof Promise) {
      registry.problems.push(
        `group("${name}") at ${callerSite()} is asynchronous: what it registers later would land in no ` +
          "group, so await what it needs at the top of the file instead",
      );
    }
  } finally {
    registry.openGroups.pop();
  }
}
