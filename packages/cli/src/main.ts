import { readFileSync, writeSync } from "node:fs";

import { runCommandLine } from "./run-command.ts";
import { createOutput } from "./terminal/create-output.ts";

const EXIT_INTERRUPTED = 130;
/** Two signals closer than this are one. */
const SAME_INTERRUPT_MS = 500;

/**
 * The program: takes arguments, streams, signals and environment from the process, which no other file knows,
 * and leaves with an exit code once both streams are written.
 */
export async function main(): Promise<void> {
  const { argv, env, stdout, stderr } = process;
  const args = argv.slice(2);
  // Who reads may leave early, as `head` does. What was measured is in the files all the same.
  for (const stream of [stdout, stderr]) stream.on("error", refuseOutput);
  const io = {
    cwd: process.cwd(),
    version: readVersion(),
    out: createOutput(stdout, env),
    err: createOutput(stderr, env),
    databaseUrl: env["PACELINE_DATABASE_URL"] || null,
    signal: interruptSignal(env),
  };
  try {
    process.exitCode = await runCommandLine(args, io);
  } catch (error) {
    if (io.signal.aborted) {
      process.exitCode = EXIT_INTERRUPTED;
      return;
    }
    const isDebug = env["PACELINE_DEBUG"] !== undefined && env["PACELINE_DEBUG"] !== "";
    const showStack = isDebug || args.includes("--verbose");
    // Loaded only now: it brings rooms with it that "--help" has no need of.
    const { describeThrown } = await import("./terminal/error-block.ts");
    const { lines, exitCode } = describeThrown(error, { showStack });
    io.err.write(`${lines.join("\n")}\n`);
    process.exitCode = exitCode;
  }
}

/**
 * Aborted by the first Ctrl-C, so that the run ends in order. The second one ends it at once, unless it comes so
 * soon that it is the same one: npm and our own launcher pass on what the terminal sent to all of them.
 */
function interruptSignal(environment: NodeJS.ProcessEnv): AbortSignal {
  const controller = new AbortController();
  let interruptedMs = 0;
  const interrupt = (): void => {
    if (!controller.signal.aborted) interruptedMs = performance.now();
    else if (performance.now() - interruptedMs > SAME_INTERRUPT_MS) process.exit(EXIT_INTERRUPTED);
    controller.abort();
  };
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", interrupt);
  process.on("SIGHUP", interrupt);
  if (environment["PACELINE_LAUNCHED"] !== undefined && process.channel !== undefined) {
    // The launcher was killed: whoever did that wants no run that nobody sees.
    process.on("disconnect", interrupt);
    process.channel?.unref();
  }
  return controller.signal;
}

/** A reader that leaves is none of our business; a full disk is, and the answer cannot be told on it. */
function refuseOutput(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE") return;
  writeSync(process.stderr.fd, `error: output cannot be written: ${error.message}\n`);
  process.exit(1);
}

function readVersion(): string {
  const manifest: unknown = JSON.parse(
    readFileSync(new URL("../package.json", import.meta.url), "utf8"),
  );
  const isManifest = typeof manifest === "object" && manifest !== null && "version" in manifest;
  return isManifest ? String(manifest.version) : "unknown";
}
