import { observeProgram } from "@paceline/harness";
import type { ObservationNote, ObservationRequest } from "@paceline/harness";
import { safeLine } from "@paceline/report";

import { createActivityLine, tickWhile } from "../progress/activity-line.ts";
import type { CommandIo } from "../terminal/command-io.ts";
import type { FoundProgram } from "./find-program.ts";

/** Runs a program to be looked at. What it writes goes to standard error: standard output is for the answer. */
export async function observe(
  { name, cwd, program }: FoundProgram,
  observation: ObservationRequest,
  io: CommandIo,
): Promise<ObservationNote> {
  using line = createActivityLine(io);
  const { afterMs } = observation;
  const startedMs = performance.now();
  const show = (): void =>
    line.show(
      `running ${safeLine(name)}`,
      afterMs === null ? null : Math.min(1, (performance.now() - startedMs) / afterMs),
    );
  return await tickWhile(show, () =>
    observeProgram({
      program,
      programName: name,
      observation,
      cwd,
      onOutput: (text) => io.err.write(text),
      signal: io.signal,
    }),
  );
}
