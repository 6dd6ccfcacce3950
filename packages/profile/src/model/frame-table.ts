import { uint32Column, uint8Column } from "./growing-column.ts";
import { createPairIndex } from "./pair-index.ts";
import { createStringTable } from "./string-table.ts";

/**
 * What kind of thing a frame is. The first four are V8's own entries beside the stacks: they lie below
 * the root, have no callers, and are compared as categories.
 */
export const FRAME_CATEGORIES = [
  "root",
  "gc",
  "program",
  "idle",
  "native",
  "runtime",
  "script",
] as const;

export type FrameCategory = (typeof FRAME_CATEGORIES)[number];

/** One frame as a reader finds it. */
export interface Frame {
  readonly name: string;
  /** Path or URL as the file has it; empty when not known. */
  readonly file?: string;
  /** Line on which the function begins, from 1; 0 when not known. */
  readonly line?: number;
  /** Column on which the function begins, from 1; 0 when not known. */
  readonly column?: number;
  /** Line that was being executed, from 1; 0 when not known. Not part of which function it is. */
  readonly executedLine?: number;
  /** V8's number of the script, as text; empty when there is none. */
  readonly scriptId?: string;
}

/**
 * Each distinct frame once, as columns of one length `count`. `names`, `files` and `scriptIds` are
 * indexes into `strings`.
 */
export interface FrameTable {
  readonly count: number;
  readonly strings: readonly string[];
  readonly names: Uint32Array;
  readonly files: Uint32Array;
  readonly lines: Uint32Array;
  readonly columns: Uint32Array;
  readonly executedLines: Uint32Array;
  readonly scriptIds: Uint32Array;
  /** Index into {@link FRAME_CATEGORIES}. */
  readonly categories: Uint8Array;
  /** First frame of the same function: same name, file, line and column, on whatever line it was. */
  readonly functions: Uint32Array;
}

/** Frame 0 of every table. */
export const ROOT_FRAME: Frame = { name: "(root)" };

export interface FrameTableBuilder {
  /** Index of `frame`, which is added when it is new. Frame 0 is the root. */
  intern(frame: Frame): number;
  /** The table of what was added so far. */
  build(): FrameTable;
}

export function createFrameTable(): FrameTableBuilder {
  const { strings, intern: internString } = createStringTable();
  const names = uint32Column();
  const files = uint32Column();
  const lines = uint32Column();
  const columns = uint32Column();
  const executedLines = uint32Column();
  const scriptIds = uint32Column();
  const categories = uint8Column();
  const functions = uint32Column();
  // Numbered pairs of numbers: a text as key of each frame would cost more than reading the file.
  const places = createPairIndex();
  const positions = createPairIndex();
  const functionIndexes = createPairIndex();
  const details = createPairIndex();
  const frameIndexes = createPairIndex();
  /** First frame of each function. */
  const firstFrames = uint32Column();

  const intern = (frame: Frame): number => {
    const { name, file = "", line = 0, column = 0, executedLine = 0, scriptId = "" } = frame;
    const nameIndex = internString(name);
    const fileIndex = internString(file);
    const scriptIndex = internString(scriptId);
    const functionIndex = functionIndexes.intern(
      places.intern(nameIndex, fileIndex),
      positions.intern(line, column),
    );
    const index = frameIndexes.intern(functionIndex, details.intern(executedLine, scriptIndex));
    if (index < names.length) return index;
    if (functionIndex === firstFrames.length) firstFrames.push(index);
    names.push(nameIndex);
    files.push(fileIndex);
    lines.push(line);
    columns.push(column);
    executedLines.push(executedLine);
    scriptIds.push(scriptIndex);
    categories.push(FRAME_CATEGORIES.indexOf(categoryOf(name, file)));
    functions.push(firstFrames.get(functionIndex));
    return index;
  };
  intern(ROOT_FRAME);

  return {
    intern,
    build: () => ({
      count: names.length,
      strings,
      names: names.toArray(),
      files: files.toArray(),
      lines: lines.toArray(),
      columns: columns.toArray(),
      executedLines: executedLines.toArray(),
      scriptIds: scriptIds.toArray(),
      categories: categories.toArray(),
      functions: functions.toArray(),
    }),
  };
}

/** The frame as a record, for rendering and writing; not for loops over all samples. */
export function frameAt(frames: FrameTable, index: number): Required<Frame> {
  return {
    name: frames.strings[frames.names[index]!]!,
    file: frames.strings[frames.files[index]!]!,
    line: frames.lines[index]!,
    column: frames.columns[index]!,
    executedLine: frames.executedLines[index]!,
    scriptId: frames.strings[frames.scriptIds[index]!]!,
  };
}

export const categoryAt = (frames: FrameTable, index: number): FrameCategory =>
  FRAME_CATEGORIES[frames.categories[index]!]!;

const SPECIAL_NAMES: ReadonlyMap<string, FrameCategory> = new Map([
  ["(root)", "root"],
  ["(garbage collector)", "gc"],
  ["(program)", "program"],
  ["(idle)", "idle"],
]);

/** Node's own scripts are `node:` URLs; Python's profiler writes `~` for what is built in. */
function categoryOf(name: string, file: string): FrameCategory {
  if (file === "" || file === "~") return SPECIAL_NAMES.get(name) ?? "native";
  return file.startsWith("node:") ? "runtime" : "script";
}
