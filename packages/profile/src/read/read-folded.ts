import { createFrameTable } from "../model/frame-table.ts";
import { NO_META } from "../model/profile.ts";
import type { Profile } from "../model/profile.ts";
import type { ProfileWarning } from "../model/profile-warning.ts";
import { BASE_TRACK, HEAD_TRACK } from "../model/sides.ts";
import { createTrackBuilder, NO_HEAD } from "../model/track-builder.ts";
import { parseFrameLabel } from "./frame-label.ts";
import { linesOf } from "./lines-of.ts";
import { ProfileUnreadableError } from "./profile-unreadable-error.ts";

/** A stack, then one count, or a count of the base and one of the head. As flamegraph.pl matches it. */
const LINE = /^(.*?)\s+(?:(\d+(?:\.\d*)?)\s+)?(\d+(?:\.\d*)?)\s*$/;

const NAMED_LINE_COUNT_MAX = 20;

/**
 * Reads stacks folded to lines: `outer;inner 12`. A file with two counts on its lines gives two tracks,
 * base and head. Lines that are no stack are named in a warning; a file without a stack is refused.
 */
export function readFolded(text: string): Profile {
  const frames = createFrameTable();
  const frameIndexes = new Map<string, number>();
  const frameOf = (label: string): number => {
    let index = frameIndexes.get(label);
    if (index === undefined) {
      index = frames.intern(parseFrameLabel(label));
      frameIndexes.set(label, index);
    }
    return index;
  };
  const head = createTrackBuilder(false);
  const base = createTrackBuilder(false);
  const badLines: number[] = [];
  let badLineCount = 0;
  let stackCount = 0;
  let isDifference = false;
  let lineNumber = 0;
  for (const line of linesOf(text)) {
    lineNumber++;
    // `#` begins a comment in what async-profiler and perf write.
    if (line.trim() === "" || line.startsWith("# ")) continue;
    const match = LINE.exec(line);
    if (match === null) {
      badLineCount++;
      if (badLines.length < NAMED_LINE_COUNT_MAX) badLines.push(lineNumber);
      continue;
    }
    const [, stackText, baseText, countText] = match;
    const stack = stackText === "" ? [] : stackText!.split(";").map(frameOf);
    stackCount++;
    const count = Number(countText);
    head.add(head.nodeOf(stack), count, count);
    if (baseText === undefined) continue;
    isDifference = true;
    base.add(base.nodeOf(stack), Number(baseText), Number(baseText));
  }
  if (stackCount === 0) {
    throw new ProfileUnreadableError(
      "folded",
      `none of its ${lineNumber} lines is a stack followed by a count, such as "main;step 12"`,
    );
  }
  const warnings: ProfileWarning[] = [];
  if (badLineCount > 0) {
    warnings.push({ code: "bad-lines", lineNumbers: badLines, lineCount: badLineCount });
  }
  const roundedCount = head.roundedCount + base.roundedCount;
  if (roundedCount > 0) warnings.push({ code: "weights-rounded", sampleCount: roundedCount });
  return {
    frames: frames.build(),
    tracks: isDifference
      ? [base.build({ ...NO_HEAD, name: BASE_TRACK }), head.build({ ...NO_HEAD, name: HEAD_TRACK })]
      : [head.build(NO_HEAD)],
    meta: { ...NO_META, format: "folded" },
    warnings,
  };
}
