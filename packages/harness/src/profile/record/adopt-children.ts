import { ChildProcess } from "node:child_process";

import { withRecorder } from "./recording-environment.ts";
import type { Environment } from "./recording-environment.ts";

/** What Node's own `spawn` and `fork` hand to the process object; not documented, and checked. */
interface SpawnOptions {
  envPairs?: string[];
}

type Spawn = (this: ChildProcess, options: SpawnOptions) => unknown;

/** Sees to it that child processes are recorded which are given an environment of their own. */
export function adoptChildren(recorder: Environment): void {
  const spawn: unknown = Reflect.get(ChildProcess.prototype, "spawn");
  if (typeof spawn !== "function") return;
  const adoptingSpawn: Spawn = function adoptingSpawn(options) {
    const { envPairs } = options;
    const adopted = Array.isArray(envPairs)
      ? { ...options, envPairs: pairsOf(withRecorder(environmentOf(envPairs), recorder)) }
      : options;
    return Reflect.apply(spawn, this, [adopted]);
  };
  Reflect.set(ChildProcess.prototype, "spawn", adoptingSpawn);
}

const environmentOf = (pairs: readonly string[]): Environment =>
  Object.fromEntries(
    pairs.map((pair) => {
      // Windows has names that begin with "=".
      const end = pair.indexOf("=", 1);
      return [pair.slice(0, end), pair.slice(end + 1)];
    }),
  );

const pairsOf = (environment: Readonly<Record<string, string>>): string[] =>
  Object.entries(environment).map(([name, value]) => `${name}=${value}`);
