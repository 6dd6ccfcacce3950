import type { Procedure } from "@paceline/core";

import type { BenchOptions, ParameterSpecs } from "./bench.ts";
import type { LeakOptions } from "./leak-bench.ts";
import type { MemoryOptions } from "./memory-bench.ts";

/**
 * Options of a registered benchmark of any procedure, with the types of its state, input and result forgotten.
 * Discovery has seen to it that only those of its own procedure are there.
 */
export type AnyBenchOptions = BenchOptions<ParameterSpecs, unknown, unknown, unknown> &
  LeakOptions<ParameterSpecs, unknown, unknown> &
  Partial<Pick<MemoryOptions<ParameterSpecs, unknown, unknown>, "counts" | "release">>;

/** One call of `bench` in the file that is being loaded. */
export interface Registration {
  /** Missing from a copy of paceline that knows only one: "time". */
  readonly procedure?: Procedure;
  /** Names of the enclosing groups joined with "/"; null outside of any. */
  readonly group: string | null;
  readonly name: string;
  readonly options: AnyBenchOptions;
  readonly run: (state: unknown, input: unknown) => unknown;
  /** Where it was registered, `file:line:column`, for messages; empty when the stack does not tell. */
  readonly site: string;
}

/** What the files loaded so far have registered. Judged by discovery, only looked up by a fork. */
export interface Registry {
  readonly registrations: Registration[];
  readonly openGroups: string[];
  /** Calls that make no sense, in words. Kept instead of thrown so that all of a file show at once. */
  readonly problems: string[];
}

// On globalThis because a project may hold two installs of paceline: one that its benchmarks import and
// one whose command runs them. Both must see the same list.
const KEY = Symbol.for("paceline.registry.1");

/** The registry of this process, shared by all copies of this module. */
export function sharedRegistry(): Registry {
  const holder: object & { [KEY]?: Registry } = globalThis;
  return (holder[KEY] ??= { registrations: [], openGroups: [], problems: [] });
}

/** Line of the caller of the function that called this one. */
export function callerSite(): string {
  const frame = new Error().stack?.split("\n")[3] ?? "";
  return /(?:file:\/\/)?([^\s()]+:\d+:\d+)\)?$/.exec(frame)?.[1] ?? "";
}
