import { createPaint, truncateEnd } from "@paceline/report";
import type { Paint } from "@paceline/report";

import type { Output } from "../terminal/command-io.ts";
import { timeLeftText } from "./time-left.ts";

const BAR_WIDTH = 12;
const GAP = "  ";
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
      const line = activityText(activity, doneRatio, {
        elapsedMs: nowMs - startedMs,
        width: err.width,
        paint,
      });
      err.write(`${CLEAR_LINE}${line}`);
    },
    [Symbol.dispose]() {
      if (drawnActivity !== "") err.write(CLEAR_LINE);
    },
  };
}

const TICK_MS = 500;

/** Shows again, while something is waited for, how long that has taken. Not while anything is timed. */
export async function tickWhile<T>(show: () => void, work: () => Promise<T>): Promise<T> {
  show();
  const ticking = setInterval(show, TICK_MS);
  try {
    return await work();
  } finally {
    clearInterval(ticking);
  }
}

/** The time gives way to nothing: it comes before the activity, or has its room kept behind it. */
export function activityText(
  activity: string,
  doneRatio: number | null,
  {
    elapsedMs,
    width,
    paint,
  }: { readonly elapsedMs: number; readonly width: number; readonly paint: Paint },
): string {
  // One column stays free: writing into the last one makes some terminals break the line.
  const room = Math.max(0, width - 1);
  if (doneRatio === null) {
    const elapsed = `  ${Math.round(elapsedMs / 1000)} s`;
    return truncateEnd(activity, Math.max(0, room - elapsed.length)) + elapsed;
  }
  const filled = Math.round(BAR_WIDTH * doneRatio);
  const bar = `${paint.good("━".repeat(filled))}${paint.quiet("━".repeat(BAR_WIDTH - filled))}`;
  const left = leftText(elapsedMs, doneRatio).padEnd("4 min 55 s left".length);
  const rest = room - BAR_WIDTH - left.length - 2 * GAP.length;
  if (rest < 0) return truncateEnd(left.trim() || activity, room);
  return `${bar}${GAP}${paint.quiet(left)}${GAP}${truncateEnd(activity, rest)}`;
}

function leftText(elapsedMs: number, doneRatio: number): string {
  if (elapsedMs < GUESS_FROM_MS || doneRatio === 0) return "";
  return timeLeftText(((elapsedMs * (1 - doneRatio)) / doneRatio) * NS_PER_MS);
}
