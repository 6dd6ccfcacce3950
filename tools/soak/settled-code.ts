/**
 * Sets V8 to compile each function once, at its first call, and to keep that code. To be imported before all else.
 *
 * What a program compiles later, and when, is V8's own business; each function compiled after minutes would look
 * like growth of some KiB. Programs are slower so, and keep their memory no longer.
 */
import { setFlagsFromString } from "node:v8";

for (const flag of [
  "--expose-gc",
  "--always-sparkplug",
  "--no-maglev",
  "--no-opt",
  "--no-lazy-feedback-allocation",
  "--no-flush-bytecode",
])
  setFlagsFromString(flag);
