import { createPaint, truncateEnd } from "@paceline/report";

import type { Output } from "../terminal/command-io.ts";
import { timeLeftText } from "./time-left.ts";

const BAR_WIDTH = 12;
const CLEAR_LINE = "\r\u001b[K";
const NS_PER_MS = 1e6;
/** Before this a guess of the time left would jump, and most work is over. */
const GUESS_FROM_MS = 1000;
const REDRAW_MS = 100;

/** One line of a terminal that says what is being done, how far it is, and how long it will take. */
export interface ActivityLine extends Disposable {
  /** @param doneRatio - in [0, 1], or null when nobody can know. */
  readonly show: (activity: string, doneRatio: number | null) => void;
}

/** Draws nothing where nobody watches. */
export function createActivityLine({ err }: { readonly err: Output }): ActivityLine {
  const startedMs = performance.now();
  const paint = createPaint(err.isColored);
  let drawnMs = -Infinity;
  let drawnActivity = "";
  return {
    show(activity, doneRatio) {
      const nowMs = performance.now();
      const isNews = activity !== drawnActivity || nowMs - drawnMs >= REDRAW_MS;
      if (!err.isTerminal || !isNews) return;
      [drawnMs, drawnActivity] = [nowMs, activity];
      const filled = Math.round(BAR_WIDTH * (doneRatio ?? 0));
      const bar =
        doneRatio === null
          ? ""
          : `${paint.good("━".repeat(filled))}${paint.quiet("━".repeat(BAR_WIDTH - filled))}  `;
      const text = [activity, ...leftText(nowMs - startedMs, doneRatio)].join("  ");
      const room = err.width - 1 - (doneRatio === null ? 0 : BAR_WIDTH + 2);
      err.write(`${CLEAR_LINE}${bar}${truncateEnd(text, room)}`);
    },
    [Symbol.dispose]() {
      if (drawnActivity !== "") err.write(CLEAR_LINE);
    },
  };
}

function leftText(elapsedMs: number, doneRatio: number | null): readonly string[] {
  if (doneRatio === null) return [`${Math.round(elapsedMs / 1000)} s`];
  if (elapsedMs < GUESS_FROM_MS || doneRatio === 0) return [];
  return [timeLeftText(((elapsedMs * (1 - doneRatio)) / doneRatio) * NS_PER_MS)];
}
