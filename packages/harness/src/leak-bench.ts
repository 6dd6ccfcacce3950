import type { BenchContext, BenchTarget, ParametersOf, ParameterSpecs } from "./bench.ts";
import { register } from "./register.ts";
import { callerSite } from "./registry.ts";

/** Any class, as `v8.queryObjects` takes it. */
// oxlint-disable-next-line typescript/no-explicit-any -- parameters are contravariant: only any accepts all of them
export type AnyClass = abstract new (...parameters: any[]) => unknown;

/** Everything but the operation itself. Every field is optional. */
export interface LeakOptions<Specs extends ParameterSpecs, State, Result> {
  readonly params?: Specs;
  /** Once per fork, before anything is read. What it returns is the argument of everything else. */
  setup?(context: BenchContext<ParametersOf<Specs>>): State | Promise<State>;
  /**
   * Ends a round, before memory is read: empties inboxes, clears timers, waits for workers. What is still under
   * way when memory is read looks like a leak.
   */
  quiesce?(state: State, context: BenchContext<ParametersOf<Specs>>): void | Promise<void>;
  /** Judges the result of the last operation, after all rounds. */
  check?(
    result: Result,
    state: State,
    context: BenchContext<ParametersOf<Specs>>,
  ): boolean | void | Promise<boolean | void>;
  /** Once per fork, after everything, also when something failed. */
  teardown?(state: State, context: BenchContext<ParametersOf<Specs>>): void | Promise<void>;
  /** What waits in the benchmark's own queues after `quiesce`; recorded with each reading. */
  queued?(state: State): number;
  /**
   * Operations per round. A leak of `deltaBytes` must show: give as many as some tens of milliseconds hold.
   *
   * @defaultValue 1000
   */
  readonly operations?: number;
  /**
   * Rounds per fork, at least 30. As many again are run, once, when memory has not settled.
   *
   * @defaultValue 30
   */
  readonly rounds?: number;
  /**
   * Growth in bytes per operation up to which there is no leak.
   *
   * @defaultValue 1
   */
  readonly deltaBytes?: number;
  /** Classes whose live instances are counted, exactly, before and after further operations. */
  readonly watch?: readonly AnyClass[];
  /**
   * What the benchmark is there to show. A planted leak that is not found fails, as does any other that is.
   *
   * @defaultValue "no-leak"
   */
  readonly expect?: "no-leak" | "leak";
  /**
   * Limit of the heap of the main thread, MiB.
   *
   * @defaultValue 512
   */
  readonly heapLimitMb?: number;
  readonly targets?: readonly BenchTarget<ParametersOf<Specs>>[];
  /** At least 3 count, except in a smoke run. */
  readonly forks?: number;
  readonly timeLimitMs?: number;
}

/**
 * Registers a benchmark that tells whether an operation leaks memory.
 *
 *     bench.leak("inbox", { operations: 2_000, watch: [Message] }, (state) => state.inbox.receive());
 *
 * `operate` is called once per operation; when it is asynchronous, one after the other.
 */
export function benchLeak(name: string, operate: () => unknown): void;
export function benchLeak<
  const Specs extends ParameterSpecs,
  State = BenchContext<ParametersOf<Specs>>,
  Result = unknown,
>(
  name: string,
  options: LeakOptions<Specs, State, Awaited<Result>>,
  operate: (state: State) => Result,
): void;
export function benchLeak(name: unknown, ...rest: readonly unknown[]): void {
  register({ procedure: "leak", name, rest, site: callerSite() });
}
