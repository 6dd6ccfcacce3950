import { spawn } from "node:child_process";

/** How a program ended that was run for its answer. */
export interface ProgramEnd {
  readonly exitCode: number | null;
  readonly stdout: string;
  /** The last of what it wrote to standard error. */
  readonly stderr: string;
}

const STDERR_LENGTH_MAX = 4000;

/** Runs a program to its end; Ctrl-C ends it. One that cannot be started ends with no exit code. */
export function runProgram(
  program: string,
  args: readonly string[],
  { cwd, signal }: { readonly cwd: string; readonly signal: AbortSignal },
): Promise<ProgramEnd> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd, signal, stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk) => {
      stdout += String(chunk);
    });
    child.stderr.on("data", (chunk) => {
      stderr = (stderr + String(chunk)).slice(-STDERR_LENGTH_MAX);
    });
    child.once("error", (error) => resolve({ exitCode: null, stdout, stderr: error.message }));
    child.once("close", (exitCode) => resolve({ exitCode, stdout, stderr }));
  });
}
