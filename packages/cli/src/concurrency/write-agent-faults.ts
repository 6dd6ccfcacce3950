import type { ErrorRecord } from "@paceline/core";
import { hangingParagraph, safeLine } from "@paceline/report";

import type { CommandIo } from "../terminal/command-io.ts";

/** What went wrong with agents of the user's in one place. */
export interface AgentFault {
  /** "threads"; empty when it has nothing to do with where they are. */
  readonly place: string;
  readonly error: ErrorRecord;
}

/** What happened to the process that loads the module or tries its agents; those on the event loop share it. */
const PROCESS_FAULTS: Readonly<Record<string, string>> = {
  PACELINE_FILE_TIME_LIMIT:
    "the module is never done loading: its top level blocks, or waits for ever",
  PACELINE_FILE_EXIT: "the module ends the process while it is loaded",
  PACELINE_TIME_LIMIT: "no call ended in time: an agent blocks, which blocks all here",
  PACELINE_FORK_EXITED: "an agent ended the process, which is that of all here",
  PACELINE_FORK_KILLED: "the process was killed, with all agents in it",
};

/**
 * Says of a module what its agents did wrong, place by place. The trial ran in a benchmark file that the
 * user never wrote, so only what was thrown there is told.
 */
export function writeAgentFaults(
  faults: readonly AgentFault[],
  module: string,
  { err }: CommandIo,
): void {
  const leadWidth = Math.max(...faults.map(({ place }) => place.length));
  const lines = faults.flatMap(({ place, error }) => {
    const lead = place === "" ? "  " : `  ${place.padEnd(leadWidth)}  `;
    return hangingParagraph(lead, safeLine(faultText(error)), err.width);
  });
  err.write(`error: agents of ${safeLine(module)} cannot be studied\n${lines.join("\n")}\n`);
}

function faultText({ code, message, cause }: ErrorRecord): string {
  const processFault = code === undefined ? undefined : PROCESS_FAULTS[code];
  return processFault ?? cause?.message ?? message;
}
