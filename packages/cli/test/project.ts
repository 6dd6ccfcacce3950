import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { parseRunResult } from "@paceline/core";
import type { BenchmarkResult, RunResult } from "@paceline/core";

const repository = join(import.meta.dirname, "../../..");
const program = join(repository, "packages/cli/bin/paceline.js");

/** A folder with files of its own and this checkout's packages. Gone when it goes out of scope. */
export interface Project extends AsyncDisposable {
  readonly folder: string;
  readonly paceline: (...args: readonly string[]) => Promise<Ended>;
  readonly start: (
    args: readonly string[],
    environment?: Readonly<Record<string, string>>,
    /** As whom; only root can choose. */
    userId?: number,
  ) => Started;
  readonly readResult: (path: string) => Promise<RunResult>;
}

export interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

export async function createProject(
  files: Readonly<Record<string, string>> = {},
): Promise<Project> {
  const folder = await mkdtemp(join(tmpdir(), "paceline-cli-"));
  await symlink(join(repository, "node_modules"), join(folder, "node_modules"));
  const all = { "package.json": '{ "private": true, "type": "module" }\n', ...files };
  for (const [path, content] of Object.entries(all)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  const start: Project["start"] = (args, environment, userId) =>
    startIn(folder, args, { environment, userId });
  return {
    folder,
    start,
    paceline: (...args) => start(args).ended,
    readResult: async (path) => parseRunResult(await readFile(join(folder, path), "utf8")),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** In a process group of its own, so that a signal can be sent to all of it, as a terminal does. */
function startIn(
  folder: string,
  args: readonly string[],
  {
    environment = {},
    userId,
  }: {
    readonly environment: Readonly<Record<string, string>> | undefined;
    readonly userId: number | undefined;
  },
): Started {
  // Colours and widths of whoever runs the tests are none of theirs.
  const { NO_COLOR: _noColor, FORCE_COLOR: _forceColor, COLUMNS: _columns, ...rest } = process.env;
  const child = spawn(process.execPath, [program, ...args], {
    cwd: folder,
    env: { ...rest, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
    ...(userId !== undefined && { uid: userId, gid: userId }),
  });
  const texts = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const)
    child[name].setEncoding("utf8").on("data", (text: string) => {
      texts[name] += text;
    });
  // "close" comes when the process has ended and both streams are read, or were closed by the test.
  const ended = once(child, "close").then((): Ended => ({ exitCode: child.exitCode, ...texts }));
  return { child, ended };
}

/** A benchmark file with one benchmark that is done in microseconds. */
export const tinyBenchmark = (name: string, body = "Math.hypot(3, 4)"): string =>
  `import { bench } from "paceline";\n\nbench(${JSON.stringify(name)}, () => ${body});\n`;

export function benchmarkNamed({ benchmarks }: RunResult, name: string): BenchmarkResult {
  const found = benchmarks.find((benchmark) => benchmark.name === name);
  if (found === undefined) throw new Error(`no benchmark "${name}" in the result`);
  return found;
}
