import { assert } from "@paceline/core";
import type { InferenceProgram } from "@paceline/inference";

/** Compiled programs by what they were compiled from, so that agents of one shape share one. */
export interface ProgramCache {
  readonly programCount: number;
  readonly missCount: number;
  /** Times that it was cleared: whoever remembers a program of it must forget that with it. */
  readonly clearCount: number;
  /** The program of that key; `compile` is called when there is none. */
  get(key: string, compile: () => InferenceProgram): InferenceProgram;
  clear(): void;
}

/**
 * A cache that holds up to `programCountMax` programs and lets go of the one that was asked for least
 * recently. Agents keep their program, so dropping one here only means that the next agent of its shape
 * compiles again.
 */
export function createProgramCache(programCountMax: number): ProgramCache {
  assert(
    Number.isSafeInteger(programCountMax) && programCountMax >= 1,
    `a cache holds at least one program, not ${programCountMax}`,
  );
  // A map iterates in order of insertion, so the first entry is the least recent one.
  const programs = new Map<string, InferenceProgram>();
  let newestKey = "";
  let missCount = 0;
  let clearCount = 0;

  return {
    get programCount() {
      return programs.size;
    },
    get missCount() {
      return missCount;
    },
    get clearCount() {
      return clearCount;
    },
    get(key, compile) {
      const cached = programs.get(key);
      // Spawning many of a kind asks for the newest again and again, which needs no reordering.
      if (cached !== undefined && key === newestKey) return cached;
      const program = cached ?? compile();
      if (cached === undefined) missCount++;
      programs.delete(key);
      programs.set(key, program);
      newestKey = key;
      if (programs.size > programCountMax) {
        const leastRecent = programs.keys().next();
        if (!leastRecent.done) programs.delete(leastRecent.value);
      }
      return program;
    },
    clear() {
      programs.clear();
      clearCount++;
      newestKey = "";
    },
  };
}

/** Shapes in use at once in one process; a grid of 30 by 30 takes some tens of megabytes. */
const SHARED_PROGRAM_COUNT_MAX = 32;

/** The programs that the built-in agents of this thread share. */
export const sharedPrograms: ProgramCache = createProgramCache(SHARED_PROGRAM_COUNT_MAX);
