import { basename } from "node:path";

import { recordProgram } from "@paceline/harness/profiling";
import type { ProgramEnding } from "@paceline/harness/profiling";
import { formatElapsed, safeLine } from "@paceline/report";

import type { ExitCode } from "../command.ts";
import type { CommandIo } from "../terminal/command-io.ts";
import { printProfile } from "./print-profile.ts";
import type { ProfileRequest } from "./profile-request.ts";

/** Runs a script with everything of it recorded. Its own output stays its own. */
export async function profileScript(
  script: { readonly file: string; readonly args: readonly string[] },
  request: ProfileRequest,
  io: CommandIo,
): Promise<ExitCode> {
  const { profile, lost, ending } = await recordProgram({
    ...script,
    cwd: io.cwd,
    intervalUs: request.intervalUs,
    hasAgentMarks: request.by === "agent",
    durationMs: request.durationMs,
    signal: io.signal,
  });
  const title = basename(script.file);
  const facts = [`ran for ${formatElapsed(ending.elapsedNs)}${endingText(ending)}`];
  const isShown =
    profile !== null && (await printProfile({ profile, lost, title, facts }, request, io));
  if (!isShown) io.err.write(`error: ${nothingText(title, ending, lost.length)}\n`);
  if (ending.reason === "aborted") return 130;
  if (!isShown) return 1;
  return ending.reason === "duration" || ending.exitCode === 0 ? 0 : 1;
}

function endingText({ reason, exitCode, signal }: ProgramEnding): string {
  if (reason === "duration") return ", then ended by --duration";
  if (reason === "aborted") return ", then ended by Ctrl-C";
  if (signal !== null) return `, then killed by ${signal}`;
  return exitCode === 0 ? "" : `, then ended with exit code ${exitCode}`;
}

function nothingText(title: string, ending: ProgramEnding, lostCount: number): string {
  const name = safeLine(title);
  const ran = `it ran for ${formatElapsed(ending.elapsedNs)}${endingText(ending)}`;
  return lostCount > 0
    ? `${name} left no profile: ${ran}, before any thread could write one`
    : `${name} left no samples: ${ran}; a shorter --interval may see something`;
}
