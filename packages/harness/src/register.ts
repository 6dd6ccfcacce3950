import type { Procedure } from "@paceline/core";

import { sharedRegistry } from "./registry.ts";
import type { Registration } from "./registry.ts";

export interface RegisterCall {
  readonly procedure: Procedure;
  /** As given: a plain JavaScript file has no compiler to keep it from being anything. */
  readonly name: unknown;
  /** What came after the name: options, which may be left out, and the function. */
  readonly rest: readonly unknown[];
  readonly site: string;
}

const WORDS: Readonly<Record<Procedure, string>> = {
  time: "bench",
  memory: "bench.memory",
  leak: "bench.leak",
};

/** How a call of that procedure is written, for messages. */
export const callName = (procedure: Procedure): string => WORDS[procedure];

/** Adds a benchmark to those of the file that is being loaded, or says what is wrong with the call. */
export function register({ procedure, name, rest, site }: RegisterCall): void {
  const registry = sharedRegistry();
  const word = callName(procedure);
  const [options, run] = rest.length > 1 ? rest : [{}, rest[0]];
  if (typeof name !== "string" || name.trim() === "") {
    registry.problems.push(`${word}(...) at ${site} needs a name as its first argument`);
    return;
  }
  if (typeof run !== "function") {
    registry.problems.push(`${word}("${name}") at ${site} needs a function as its last argument`);
    return;
  }
  if (typeof options !== "object" || options === null) {
    registry.problems.push(`${word}("${name}") at ${site} needs an object as its options`);
    return;
  }
  registry.registrations.push({
    procedure,
    group: registry.openGroups.length > 0 ? registry.openGroups.join("/") : null,
    name,
    options,
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the overloads of its callers are what users see
    run: run as Registration["run"],
    site,
  });
}
