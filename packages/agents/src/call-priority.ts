import { InvalidOptionError } from "@paceline/core";

/** Highest first. */
export const CALL_PRIORITIES = ["high", "normal", "low"] as const;

export type CallPriority = (typeof CALL_PRIORITIES)[number];

/** How one call is to be treated among those that wait with it. */
export interface CallOptions {
  /**
   * Which of the waiting calls is served next: the highest, and the one asked first among equals. A call
   * that runs is never interrupted, and one that waits is passed by a bounded number of higher ones.
   *
   * @defaultValue "normal"
   */
  readonly priority?: CallPriority;
}

/** @returns the place in {@link CALL_PRIORITIES}. @throws {InvalidOptionError} */
export function resolvePriority({ priority = "normal" }: CallOptions = {}): number {
  const level = CALL_PRIORITIES.indexOf(priority);
  if (level >= 0) return level;
  throw new InvalidOptionError([
    { path: "priority", expected: `one of ${CALL_PRIORITIES.join(", ")}`, received: priority },
  ]);
}

/** For a backend on which no call waits: a wrong priority is as wrong there. @throws {InvalidOptionError} */
export function checkOptions(options: CallOptions | undefined): void {
  if (options !== undefined) resolvePriority(options);
}
