import { createFrameTable } from "../model/frame-table.ts";
import type { Frame } from "../model/frame-table.ts";
import { NO_LABELS, NO_META } from "../model/profile.ts";
import type { Profile } from "../model/profile.ts";
import type { ProfileWarning } from "../model/profile-warning.ts";
import { createTrackBuilder, NO_HEAD } from "../model/track-builder.ts";
import type { TrackBuilder } from "../model/track-builder.ts";
import { linesOf } from "./lines-of.ts";
import { ProfileUnreadableError } from "./profile-unreadable-error.ts";

/** `node 123/124 [001] 5678.901234:  250000 cpu-clock:u:`; parts in brackets are left out at times. */
const EVENT =
  /^\s*(\S.*?)\s+(\d+)(?:\/(\d+))?\s+(?:\[\d+\]\s+)?(?:\S+\s+)?(\d+\.\d+):\s+(?:(\d+)\s+)?([^\s:]+(?::\S*)?):?\s*$/;

/** `\t  7f1c2 symbol+0x1f (/usr/lib/libc.so.6)`. */
const FRAME = /^\s+([0-9a-f]+)\s+(.*)\s+\((.*)\)\s*$/;

/** Events whose period is time; that of others counts what happened, such as cycles. */
const CLOCK = /^(?:cpu|task)-clock/;

const NAMED_LINE_COUNT_MAX = 20;

export const isPerfEvent = (line: string): boolean => EVENT.test(line);

interface Thread {
  readonly comm: string;
  readonly pid: string | null;
  readonly tid: string;
  readonly isClock: boolean;
  readonly event: string;
  readonly builder: TrackBuilder;
}

/**
 * Reads the text of `perf script`, one track per thread and event. A weight is the time that a clock
 * event says, else one per sample.
 */
export function readPerfScript(text: string): Profile {
  const frames = createFrameTable();
  const threads = new Map<string, Thread>();
  const badLines: number[] = [];
  let badLineCount = 0;
  let current: { readonly thread: Thread; readonly weight: number } | null = null;
  let stack: number[] = [];
  const flush = (): void => {
    if (current === null) return;
    const { builder } = current.thread;
    builder.add(builder.nodeOf(stack.toReversed()), current.weight);
    current = null;
    stack = [];
  };
  let lineNumber = 0;
  for (const line of linesOf(text)) {
    lineNumber++;
    if (line.trim() === "") {
      flush();
      continue;
    }
    if (line.startsWith("#")) continue;
    const frame = FRAME.exec(line);
    if (frame !== null && current !== null) {
      stack.push(frames.intern(frameOf(frame)));
      continue;
    }
    const event = EVENT.exec(line);
    if (event === null) {
      badLineCount++;
      if (badLines.length < NAMED_LINE_COUNT_MAX) badLines.push(lineNumber);
      continue;
    }
    flush();
    const thread = threadOf(event, threads);
    current = { thread, weight: thread.isClock ? Number(event[5]) : 1 };
  }
  flush();
  if (threads.size === 0) {
    throw new ProfileUnreadableError("perf script", "no line of it is an event of a thread");
  }
  const warnings: ProfileWarning[] = [];
  if (badLineCount > 0) {
    warnings.push({ code: "bad-lines", lineNumbers: badLines, lineCount: badLineCount });
  }
  return {
    frames: frames.build(),
    tracks: [...threads.values()].map(({ builder, comm, pid, tid, isClock, event }) =>
      builder.build({
        ...NO_HEAD,
        name: comm,
        labels: { ...NO_LABELS, process: pid, worker: tid },
        mode: "cpu",
        sampleType: event,
        unit: isClock ? "ns" : "count",
      }),
    ),
    meta: { ...NO_META, format: "perf-script" },
    warnings,
  };
}

function threadOf(match: RegExpExecArray, threads: Map<string, Thread>): Thread {
  const [, comm, first, second, , period, event] = match;
  // With one number only, it is the thread.
  const tid = second ?? first!;
  const pid = second === undefined ? null : first!;
  // A thread may become another program.
  const key = `${tid}:${comm}:${event}`;
  let thread = threads.get(key);
  if (thread === undefined) {
    const isClock = CLOCK.test(event!) && period !== undefined;
    const builder = createTrackBuilder(true);
    thread = { comm: comm!, pid, tid, isClock, event: event!.replace(/:.*/, ""), builder };
    threads.set(key, thread);
  }
  return thread;
}

/** Without the offset into the function, which differs from sample to sample. */
function frameOf([, address, symbol, binary]: RegExpExecArray): Frame {
  const name = symbol!.replace(/\+0x[0-9a-f]+$/, "");
  const isUnknown = name === "[unknown]" && binary === "[unknown]";
  return isUnknown
    ? { name: `0x${address}` }
    : { name, file: binary === "[unknown]" ? "" : binary! };
}
