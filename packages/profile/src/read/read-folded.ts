import { createFrameTable } from "../model/frame-table.ts";
import { NO_META } from "../model/profile.ts";
import type { Profile } from "../model/profile.ts";
import type { ProfileWarning } from "../model/profile-warning.ts";
import { BASE_TRACK, HEAD_TRACK } from "../model/sides.ts";
import { createTrackBuilder, NO_HEAD } from "../model/track-builder.ts";
import { isBlank, parseFoldedLine } from "./folded-line.ts";
import type { FoldedLine } from "./folded-line.ts";
import { createStackReader } from "./folded-stack.ts";
import { createLabelIndex } from "./label-index.ts";
import { ProfileUnreadableError } from "./profile-unreadable-error.ts";

const CHAR_LINE_FEED = 0x0a;
const CHAR_SPACE = 0x20;
const CHAR_HASH = 0x23;

const NAMED_LINE_COUNT_MAX = 20;

/**
 * Reads stacks folded to lines: `outer;inner 12`. A file with two counts on its lines gives two tracks,
 * base and head. Lines that are no stack are named in a warning; a file without a stack is refused.
 *
 * @param bytes - UTF-8 without a byte order mark.
 */
export function readFolded(bytes: Uint8Array): Profile {
  const frames = createFrameTable();
  const stacks = createStackReader(bytes, createLabelIndex(bytes, frames));
  const head = createTrackBuilder(false);
  const base = createTrackBuilder(false);
  const badLines: number[] = [];
  let badLineCount = 0;
  let stackCount = 0;
  let isDifference = false;
  let lineNumber = 0;
  const line: FoldedLine = { stackEnd: 0, count: 0, baseCount: 0 };
  for (let start = 0, next = 0; start < bytes.length; start = next) {
    const lineEnd = endOfLine(bytes, start);
    next = lineEnd + 1;
    lineNumber++;
    let end = lineEnd;
    while (end > start && isBlank(bytes[end - 1])) end--;
    if (end === start || isComment(bytes, start, lineEnd)) continue;
    if (!parseFoldedLine(bytes, { start, end }, line)) {
      badLineCount++;
      if (badLines.length < NAMED_LINE_COUNT_MAX) badLines.push(lineNumber);
      continue;
    }
    const depth = stacks.read(start, line.stackEnd);
    stackCount++;
    head.add(head.nodeOf(stacks.frames, depth), line.count, line.count);
    if (Number.isNaN(line.baseCount)) continue;
    isDifference = true;
    base.add(base.nodeOf(stacks.frames, depth), line.baseCount, line.baseCount);
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

function endOfLine(bytes: Uint8Array, start: number): number {
  const end = bytes.indexOf(CHAR_LINE_FEED, start);
  return end === -1 ? bytes.length : end;
}

/** `# ` begins a comment in what async-profiler and perf write. */
const isComment = (bytes: Uint8Array, start: number, end: number): boolean =>
  end - start >= 2 && bytes[start] === CHAR_HASH && bytes[start + 1] === CHAR_SPACE;
