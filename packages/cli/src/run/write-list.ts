import type { BenchmarkDescriptor } from "@paceline/harness";
import { createPaint, safeLine, truncateMiddle } from "@paceline/report";

import type { ExitCode } from "../command.ts";
import type { CommandIo } from "../terminal/command-io.ts";
import type { Choice } from "./choose-benchmarks.ts";
import { writeNothingFound } from "./nothing-found.ts";
import { writeFileErrors } from "./write-file-errors.ts";

/** Prints what would run, file by file. Broken files are errors here too: they would be in a run. */
export function writeList(choice: Choice, format: "text" | "json", io: CommandIo): ExitCode {
  const { benchmarks, fileErrors, unknownNames } = choice;
  const isNothing = benchmarks.length === 0 && fileErrors.length === 0;
  if (format === "json") io.out.write(`${JSON.stringify(benchmarks, null, 2)}\n`);
  else if (benchmarks.length > 0) io.out.write(listText(benchmarks, io));
  writeFileErrors(fileErrors, io);
  if (isNothing || unknownNames.length > 0) writeNothingFound(choice, io);
  return isNothing || fileErrors.length > 0 || unknownNames.length > 0 ? 1 : 0;
}

function listText(benchmarks: readonly BenchmarkDescriptor[], { out }: CommandIo): string {
  const paint = createPaint(out.isColored);
  const byFile = Map.groupBy(benchmarks, ({ file }) => file);
  const lines = Array.from(byFile, ([file, members]) => [
    paint.quiet(truncateMiddle(safeLine(file), out.width)),
    ...members.map(({ id }) => `  ${truncateMiddle(safeLine(id), out.width - 2)}`),
    "",
  ]).flat();
  const fileCount = byFile.size;
  const counts =
    `${benchmarks.length} benchmark${benchmarks.length === 1 ? "" : "s"} ` +
    `in ${fileCount} file${fileCount === 1 ? "" : "s"}`;
  return `${[...lines, counts].join("\n")}\n`;
}
