import type {
  BenchContext,
  BenchTarget,
  ParametersOf,
  ParameterSizes,
  ParameterSpecs,
} from "./bench.ts";
import { register } from "./register.ts";
import { callerSite } from "./registry.ts";

/** Everything but the making of instances itself. */
export interface MemoryOptions<Specs extends ParameterSpecs, State, Held> {
  readonly params?: Specs;
  /**
   * Instances to be alive at once, at least two different counts, ascending: the slope over them is what one
   * instance takes.
   */
  readonly counts:
    | ParameterSizes<number>
    | ((parameters: ParametersOf<Specs>) => ParameterSizes<number>);
  /** Once per fork, before anything is read. What it returns is the first argument of everything else. */
  setup?(context: BenchContext<ParametersOf<Specs>>): State | Promise<State>;
  /** Judges the smallest crowd, before anything is weighed. */
  check?(
    held: Held,
    state: State,
    context: BenchContext<ParametersOf<Specs>>,
  ): boolean | void | Promise<boolean | void>;
  /** Ends what holds a crowd, such as a backend, before memory without it is read. */
  release?(
    held: Held,
    state: State,
    context: BenchContext<ParametersOf<Specs>>,
  ): void | Promise<void>;
  /** Once per fork, after everything, also when something failed. */
  teardown?(state: State, context: BenchContext<ParametersOf<Specs>>): void | Promise<void>;
  /** Plural noun of the instances: "agents", "messages". */
  readonly itemsUnit?: string;
  readonly targets?: readonly BenchTarget<ParametersOf<Specs>>[];
  readonly forks?: number;
  readonly timeLimitMs?: number;
}

/**
 * Registers a benchmark that tells what one instance of something takes in memory.
 *
 *     bench.memory("agent", { counts: { smoke: [8, 16], full: [500, 1000, 1500, 2000] } }, (state, count) =>
 *       Array.from({ length: count }, () => createAgent()));
 *
 * `make` returns what holds `count` instances; memory is read while that is held, and once it is let go.
 */
export function benchMemory<
  const Specs extends ParameterSpecs,
  State = BenchContext<ParametersOf<Specs>>,
  Held = unknown,
>(
  name: string,
  options: MemoryOptions<Specs, State, Awaited<Held>>,
  make: (state: State, count: number) => Held,
): void;
export function benchMemory(name: unknown, ...rest: readonly unknown[]): void {
  register({ procedure: "memory", name, rest, site: callerSite() });
}
