import { completeRunResult } from "./complete-run-result.ts";

/** A change that makes the complete document one that no reader may accept. */
export interface Breakage {
  readonly what: string;
  /** Where the change is, and so where a reader must see it. */
  readonly path: string;
  /** What is put there; the field is taken away when there is nothing to put. */
  readonly value?: unknown;
}

export const breakages: readonly Breakage[] = [
  { what: "a missing field", path: "seed" },
  { what: "a text for a number", path: "seed", value: "42" },
  { what: "a fraction for a count", path: "seed", value: 1.5 },
  { what: "a state that is none", path: "status", value: "done" },
  { what: "a day for a time", path: "startedAt", value: "2026-11-23" },
  { what: "null where there is none", path: "machine", value: null },
  { what: "an object for a list", path: "benchmarks", value: {} },
  { what: "a list for an object", path: "runtime", value: [] },
  { what: "a runtime without a name", path: "runtime.name", value: 3 },
  { what: "a version of long ago", path: "schemaVersion", value: 0 },
  { what: "a null among the rounds", path: "benchmarks[0].forks[1].roundNs[2]", value: null },
  { what: "a warning that is none", path: "benchmarks[0].warnings[3].code", value: "bad-luck" },
  { what: "a warning without its number", path: "benchmarks[0].warnings[3].runQueueWaitRatio" },
  { what: "a parameter that is a list", path: "benchmarks[0].parameters.count", value: [1] },
  { what: "a peer without a source", path: "benchmarks[0].peers[0].source" },
  { what: "half an interval", path: "benchmarks[0].metrics[0].medianInterval.high" },
  { what: "a cause that is text", path: "fileErrors[0].error.cause", value: "boom" },
];

export function breakRunResult(breakage: Breakage): unknown {
  // Through JSON, which leaves nothing shared between two places of the document.
  const document: unknown = JSON.parse(JSON.stringify(completeRunResult));
  const steps = breakage.path.split(/[.[\]]+/).filter((step) => step !== "");
  const parent = steps.slice(0, -1).reduce(childOf, document);
  const last = steps.at(-1)!;
  if ("value" in breakage) Reflect.set(Object(parent), last, breakage.value);
  else Reflect.deleteProperty(Object(parent), last);
  return document;
}

const childOf = (parent: unknown, step: string): unknown => Reflect.get(Object(parent), step);
