import { createPaint, displayWidth, safeLine, truncateMiddle } from "@paceline/report";

import type { RunProgress } from "./run-progress.ts";
import { timeLeftNs, timeLeftText } from "./time-left.ts";

const BAR_WIDTH = 12;
const GAP = "  ";

/**
 * One line, never wider than the terminal: bar, forks done of all, time left, and what runs. That comes
 * last, so that everything else stands still.
 */
export function progressLine(
  progress: RunProgress,
  { width, isColored }: { readonly width: number; readonly isColored: boolean },
): string {
  const { forkCountTotal, finishedCount, failedCount, current } = progress;
  const paint = createPaint(isColored);
  const filled =
    forkCountTotal === 0 ? 0 : Math.round((BAR_WIDTH * finishedCount) / forkCountTotal);
  const counts = `${String(finishedCount).padStart(String(forkCountTotal).length)}/${forkCountTotal}`;
  const failures = failedCount === 0 ? "" : `${GAP}${failedCount} failed`;
  const left = timeLeftText(timeLeftNs(progress)).padEnd("10 min 55 s left".length);
  const fixedWidth =
    BAR_WIDTH + displayWidth(counts) + displayWidth(failures) + displayWidth(left) + 3 * GAP.length;
  // One column stays free: writing into the last one makes some terminals break the line.
  const room = width - 1 - fixedWidth;
  if (room < 0) return truncateMiddle(`${counts}${failures}`, Math.max(0, width - 1));
  return (
    paint.good("━".repeat(filled)) +
    paint.quiet("━".repeat(BAR_WIDTH - filled)) +
    `${GAP}${counts}${paint.bad(failures)}${GAP}${paint.quiet(left)}${GAP}` +
    whatRuns(current, room)
  );
}

/** The name gives way before fork and activity do. */
function whatRuns(current: RunProgress["current"], room: number): string {
  if (current === null) return "";
  const doing = `, fork ${current.forkIndex + 1}, ${current.activity}`;
  const name = truncateMiddle(safeLine(current.benchmarkId), Math.max(0, room - doing.length));
  return truncateMiddle(name + doing, room);
}
