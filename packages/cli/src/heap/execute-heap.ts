import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { InvalidOptionError } from "@paceline/core";
import { summarizeHeap } from "@paceline/profile";
import type { HeapCapture, HeapQuestion, HeapReport } from "@paceline/profile";
import { renderHeap, renderHeapMarkdown } from "@paceline/report";

import type { ExitCode } from "../command.ts";
import type { HeapInput } from "../commands/heap.ts";
import { createActivityLine } from "../progress/activity-line.ts";
import type { CommandIo } from "../terminal/command-io.ts";
import { findProgram, isFile, isScriptName } from "./find-program.ts";
import { showHeapActivity } from "./heap-progress.ts";
import { observe } from "./observe.ts";

const ROW_COUNT_DEFAULT = 20;

/** `paceline heap`: reads a snapshot, or runs a program and takes one, and says what is in it. */
export async function executeHeap(input: HeapInput, io: CommandIo): Promise<ExitCode> {
  const { positionals, options } = input;
  const [word, ...args] = positionals;
  if (word === undefined) throw new InvalidOptionError([NOTHING_NAMED]);
  const folder = await mkdtemp(join(tmpdir(), "paceline-heap-"));
  try {
    const taken = await takeSnapshot({ word, args, input, folder }, io);
    if (taken === null) return 1;
    const question: HeapQuestion = {
      file: taken.file,
      source: word,
      earlier:
        options.diff === undefined
          ? null
          : { file: resolve(io.cwd, options.diff), source: options.diff },
      className: options.class ?? null,
      rowCountMax: options.top ?? ROW_COUNT_DEFAULT,
    };
    const report = { ...(await summarize(question, io)), capture: taken.capture };
    io.out.write(render(report, options.format ?? "text", io));
    return 0;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const NOTHING_NAMED = {
  path: "file",
  expected: "a .heapsnapshot file, a script or a benchmark",
  received: undefined,
};

interface SnapshotRequest {
  readonly word: string;
  readonly args: readonly string[];
  readonly input: HeapInput;
  readonly folder: string;
}

interface TakenSnapshot {
  readonly file: string;
  readonly capture: HeapCapture | null;
}

/** Null when no program was found, which has then been said. */
async function takeSnapshot(
  { word, args, input: { options }, folder }: SnapshotRequest,
  io: CommandIo,
): Promise<TakenSnapshot | null> {
  const isSnapshot =
    word.endsWith(".heapsnapshot") || (!isScriptOrBench(word) && (await isFile(word, io.cwd)));
  if (isSnapshot) return { file: resolve(io.cwd, word), capture: null };
  const iterationCount = options.iterations ?? null;
  const found = await findProgram({ word, args, iterationCount }, io);
  if (found === null) return null;
  const file =
    options.output === undefined
      ? join(folder, "program.heapsnapshot")
      : resolve(io.cwd, options.output);
  const { when, stoppedNs } = await observe(
    found,
    { kind: "heap-snapshot", file, folder, afterMs: options.after ?? null },
    io,
  );
  return { file, capture: { program: found.name, when, stoppedNs } };
}

const isScriptOrBench = (word: string): boolean =>
  isScriptName(word) || /\.bench\.[cm]?[jt]s$/.test(word);

async function summarize(question: HeapQuestion, io: CommandIo): Promise<HeapReport> {
  const files = [question.file, ...(question.earlier === null ? [] : [question.earlier.file])];
  // A file that is absent is told by who reads it.
  const sizes = files.map(async (file) => (await stat(file).catch(() => ({ size: 0 }))).size);
  using line = createActivityLine(io);
  const onActivity = showHeapActivity(line, await Promise.all(sizes));
  return await summarizeHeap(question, { onActivity, signal: io.signal });
}

function render(report: HeapReport, format: "text" | "json" | "markdown", io: CommandIo): string {
  if (format === "json") return `${JSON.stringify(report, null, 2)}\n`;
  if (format === "markdown") return renderHeapMarkdown(report);
  return renderHeap(report, { width: io.out.width, isColored: io.out.isColored });
}
