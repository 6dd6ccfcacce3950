import { readFileSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { InvalidOptionError } from "@paceline/core";
import { buildAllocationReport, readHeapprofile } from "@paceline/profile";
import type { AllocationReport, ThreadProfile } from "@paceline/profile";
import { renderMemory, renderMemoryMarkdown } from "@paceline/report";

import type { ExitCode } from "../command.ts";
import type { MemoryInput } from "../commands/memory.ts";
import type { CommandIo } from "../terminal/command-io.ts";
import { findProgram } from "./find-program.ts";
import type { FoundProgram } from "./find-program.ts";
import { observe } from "./observe.ts";

const ROW_COUNT_DEFAULT = 20;
const INTERVAL_BYTES_DEFAULT = 16_384;

/** What runs a benchmark and watches a program; a program that measures paceline itself runs other parts of it. */
const OBSERVER_FOLDER = dirname(dirname(fileURLToPath(import.meta.resolve("@paceline/harness"))));

/** `paceline memory`: runs a program under V8's sampling heap profiler and says where it allocates. */
export async function executeMemory(input: MemoryInput, io: CommandIo): Promise<ExitCode> {
  const { positionals, options } = input;
  const [word, ...args] = positionals;
  if (word === undefined) throw new InvalidOptionError([NOTHING_NAMED]);
  const iterationCount = options.iterations ?? null;
  const found = await findProgram({ word, args, iterationCount }, io);
  if (found === null) return 1;
  const folder = await mkdtemp(join(tmpdir(), "paceline-memory-"));
  try {
    const report = await observeAllocations(found, { folder, options }, io);
    io.out.write(render(report, options.format ?? "text", io));
    return 0;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const NOTHING_NAMED = { path: "script", expected: "a script or a benchmark", received: undefined };

async function observeAllocations(
  found: FoundProgram,
  { folder, options }: { readonly folder: string; readonly options: MemoryInput["options"] },
  io: CommandIo,
): Promise<AllocationReport> {
  const intervalBytes = options.interval ?? INTERVAL_BYTES_DEFAULT;
  const isAliveOnly = options.alive === true;
  const { when, threadCount } = await observe(
    found,
    { kind: "allocations", folder, intervalBytes, isAliveOnly, afterMs: options.after ?? null },
    io,
  );
  const threads = await readThreads(folder);
  return buildAllocationReport(threads, {
    program: found.name,
    when,
    intervalBytes,
    isAliveOnly,
    lostThreadCount: Math.max(0, threadCount - threads.length),
    rowCountMax: options.top ?? ROW_COUNT_DEFAULT,
    pathOf: (url) => pathOf(url, found.cwd),
    linesOf: (path) => linesOf(resolve(found.cwd, path)),
    isOfProgram: (path) => !resolve(found.cwd, path).startsWith(OBSERVER_FOLDER),
  });
}

async function readThreads(folder: string): Promise<readonly ThreadProfile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".heapprofile")).sort();
  return Promise.all(
    names.map(async (name) => {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by the observer, of the same version
      const json = JSON.parse(await readFile(join(folder, name), "utf8")) as {
        readonly thread: { readonly name: string; readonly threadId: number };
      };
      return { ...json.thread, profile: readHeapprofile(json) };
    }),
  );
}

/** Scripts as paths from the working folder where they are below it. */
function pathOf(url: string, cwd: string): string {
  if (!url.startsWith("file:") && !url.startsWith("/")) return url;
  const path = url.startsWith("file:") ? fileURLToPath(url) : url;
  const fromHere = relative(cwd, path);
  return fromHere.startsWith("..") ? path : fromHere;
}

function linesOf(path: string): readonly string[] | null {
  try {
    return readFileSync(path, "utf8").split(/\r?\n/);
  } catch {
    // Code that was evaluated, or a file that the program removed: its listing says that it cannot be read.
    return null;
  }
}

function render(
  report: AllocationReport,
  format: "text" | "json" | "markdown",
  io: CommandIo,
): string {
  if (format === "json") return `${JSON.stringify(report, null, 2)}\n`;
  if (format === "markdown") return renderMemoryMarkdown(report);
  return renderMemory(report, { width: io.out.width, isColored: io.out.isColored });
}
