import type { Parameters } from "../parameters.ts";

/** What is to be learned from a program while it runs. */
export type ObservationRequest =
  | {
      readonly kind: "heap-snapshot";
      /** Absolute path of the snapshot to be written. */
      readonly file: string;
      /** Folder for the notes of the process. */
      readonly folder: string;
      /** Of a script: looks at it so long after the start, and ends it; null waits for its end. */
      readonly afterMs: number | null;
    }
  | {
      readonly kind: "allocations";
      /** Folder for one profile per thread. */
      readonly folder: string;
      /** Mean distance of two samples, in bytes. */
      readonly intervalBytes: number;
      /** Forgets what is collected before the end. */
      readonly isAliveOnly: boolean;
      readonly afterMs: number | null;
    };

/** The same, as it goes to the process as JSON. */
export type Observation = ObservationRequest & { readonly isBenchmark: boolean };

/** A program that is run to be looked at. Paths are absolute. */
export type ObservedProgram =
  | { readonly kind: "script"; readonly file: string; readonly args: readonly string[] }
  | { readonly kind: "benchmark"; readonly request: BenchmarkRequest };

export interface BenchmarkRequest {
  readonly file: string;
  readonly group: string | null;
  readonly name: string;
  readonly parameters: Parameters;
  readonly size: "smoke" | "full";
  readonly seed: number;
  /** Null runs as many as fit in a second, and ten at least. */
  readonly iterationCount: number | null;
}

/** What the observed process notes about the moment at which it was looked at. */
export interface ObservationNote {
  readonly stoppedNs: number;
  readonly when: string;
  /** Threads that ran by then, the first one included. */
  readonly threadCount: number;
}

// These have to be the same in preload/observer.mjs, which imports nothing of ours.
export const OBSERVATION_VARIABLE = "PACELINE_OBSERVATION";
export const BENCHMARK_VARIABLE = "PACELINE_OBSERVED_BENCHMARK";
/** Under this key the observed process has the function that a benchmark calls at its defined point. */
export const OBSERVE_KEY = "paceline.observe";
export const NOTE_FILE = "observation.json";
