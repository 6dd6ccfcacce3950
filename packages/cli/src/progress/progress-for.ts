import type { CommandIo } from "../terminal/command-io.ts";
import type { ProgressDisplay } from "./progress-display.ts";

/** Nobody watches: then nothing of the display is loaded either. */
export async function progressFor({ err }: CommandIo): Promise<ProgressDisplay> {
  if (!err.isTerminal) return { show: () => {}, [Symbol.dispose]: () => {} };
  const { createProgressDisplay } = await import("./progress-display.ts");
  return createProgressDisplay(err);
}
