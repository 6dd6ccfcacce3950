import type { RunEvent } from "@paceline/harness";

import type { Output } from "../terminal/command-io.ts";
import { progressLine } from "./progress-line.ts";
import { advance, NOT_STARTED } from "./run-progress.ts";

export interface ProgressDisplay extends Disposable {
  readonly show: (event: RunEvent) => void;
}

/** Back to the first column, and clear to the end: the line is written over itself. */
const CLEAR_LINE = "\r\u001b[K";

/**
 * Shows where a run is, on one line of a terminal, gone when it is done.
 *
 * It draws on events only. A clock that ticked would wake this process while a fork is being timed.
 */
export function createProgressDisplay(err: Output): ProgressDisplay {
  let progress = NOT_STARTED;
  let drawn = "";
  return {
    show(event) {
      progress = advance(progress, event);
      const line = progressLine(progress, err);
      if (line !== drawn) err.write(CLEAR_LINE + line);
      drawn = line;
    },
    [Symbol.dispose]() {
      if (drawn !== "") err.write(CLEAR_LINE);
    },
  };
}
