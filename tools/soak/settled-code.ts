/**
 * Sets V8 to compile each function once, at its first call, and to keep that code.
 *
 * What a program compiles later, and when, is V8's own business; each function compiled after minutes would look
 * like growth of some KiB. Programs are slower so, and keep their memory no longer.
 */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

for (const flag of [
  "--expose-gc",
  "--always-sparkplug",
  "--no-maglev",
  "--no-opt",
  "--no-lazy-feedback-allocation",
  "--no-flush-bytecode",
])
  setFlagsFromString(flag);

const exposed: unknown = runInNewContext("gc");
if (typeof exposed !== "function") throw new Error("this Node does not expose its collector");

/** Collects all that is dead on this thread. */
export const collect = (): void => {
  exposed();
};
