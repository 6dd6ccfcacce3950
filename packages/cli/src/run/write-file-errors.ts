import type { FileError } from "@paceline/core";
import { createPaint, renderFailures } from "@paceline/report";

import type { CommandIo } from "../terminal/command-io.ts";

/** Says of each broken file what is wrong with it, when there is no result document to say it in. */
export function writeFileErrors(fileErrors: readonly FileError[], { err }: CommandIo): void {
  const lines = renderFailures(
    { fileErrors, benchmarks: [] },
    err.width,
    createPaint(err.isColored),
  );
  if (lines.length > 0) err.write(`${lines.join("\n")}\n`);
}
