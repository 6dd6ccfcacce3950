import { existsSync, statSync } from "node:fs";
import { resolve } from "node:path";

import { InvalidOptionError } from "@paceline/core/errors";

import type { ExitCode } from "../command.ts";
import type { ProfileInput } from "../commands/profile.ts";
import { checkOutputFile } from "../flame-graph/output-file.ts";
import type { CommandIo } from "../terminal/command-io.ts";
import { PROFILE_ENDINGS } from "./write-output.ts";
import type { ProfileRequest } from "./profile-request.ts";

const INTERVAL_US_DEFAULT = 1000;
/** Below this V8 keeps a core busy and delivers no more. */
const INTERVAL_US_MIN = 50;
const INTERVAL_US_MAX = 1_000_000;
const ROW_COUNT_DEFAULT = 15;
const US_PER_MS = 1000;

/** `paceline profile`: records a script or benchmarks, says what took the time, and writes what was asked for. */
export async function executeProfile(
  { positionals, options }: ProfileInput,
  io: CommandIo,
): Promise<ExitCode> {
  const [first, ...rest] = positionals;
  if (first === undefined) {
    throw new InvalidOptionError([
      { path: "arguments", expected: "a script or the name of a benchmark", received: "nothing" },
    ]);
  }
  const intervalUs =
    options.interval === undefined ? INTERVAL_US_DEFAULT : options.interval * US_PER_MS;
  if (intervalUs < INTERVAL_US_MIN || intervalUs > INTERVAL_US_MAX) {
    throw new InvalidOptionError([
      { path: "--interval", expected: "from 50us to 1s", received: `${intervalUs}us` },
    ]);
  }
  const request: ProfileRequest = {
    intervalUs,
    durationMs: options.duration ?? null,
    by: options.by ?? "function",
    rowCountMax: options.top ?? ROW_COUNT_DEFAULT,
    // Before anything runs: an hour of recording must not end at a folder that is not there.
    output:
      options.output === undefined
        ? null
        : await checkOutputFile(options.output, io.cwd, PROFILE_ENDINGS),
  };
  const script = scriptOf(first, io);
  if (script !== null) {
    const { profileScript } = await import("./profile-script.ts");
    return profileScript({ file: script, args: rest }, request, io);
  }
  const { profileBenchmarks } = await import("./profile-benchmarks.ts");
  return profileBenchmarks(positionals, request, io);
}

/** Absolute path of the script that a word means; null when it means benchmarks. */
function scriptOf(word: string, { cwd }: CommandIo): string | null {
  const path = resolve(cwd, word);
  const isScriptName = /\.[cm]?[jt]s$/.test(word);
  const isBenchmark = /\.bench\.[cm]?[jt]s$/.test(word);
  if (isBenchmark) return null;
  if (existsSync(path) && statSync(path).isFile() && isScriptName) return path;
  if (!isScriptName && !/[\\/]/.test(word)) return null;
  // The group of a benchmark may hold a slash, a file that is not there is likelier with an ending.
  if (!isScriptName && !existsSync(path)) return null;
  throw new InvalidOptionError([
    {
      path: "script",
      expected: "a JavaScript or TypeScript file that is there",
      received: word,
    },
  ]);
}
