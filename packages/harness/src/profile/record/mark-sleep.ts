import { createMarkedCall, SLEEP_MARK } from "./marked-call.ts";

/** Makes time that this thread sleeps in `Atomics.wait` known as such in its profile. */
export function markSleep(): void {
  Reflect.set(Atomics, "wait", createMarkedCall(SLEEP_MARK, Atomics.wait));
}
