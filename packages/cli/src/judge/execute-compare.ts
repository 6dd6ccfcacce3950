import { InvalidOptionError } from "@paceline/core";

import type { ExitCode } from "../command.ts";
import type { CompareInput } from "../commands/compare.ts";
import { loadProject } from "../run/load-project.ts";
import type { CommandIo } from "../terminal/command-io.ts";
import { judgeReferences, WORKING_TREE } from "./judge-references.ts";
import { judgingSettings } from "./judging-settings.ts";
import { readReference } from "./read-reference.ts";
import { compareExitCode, writeReport } from "./verdict-report.ts";

/** `paceline compare`: judges two results or commits and says so, without failing for what it finds. */
export async function executeCompare(
  { positionals, options }: CompareInput,
  io: CommandIo,
): Promise<ExitCode> {
  const config = await loadProject(io);
  const settings = judgingSettings({ ...options, filter: options.filter }, config);
  const words = options.base === undefined ? positionals : [options.base, ...positionals];
  if (words.length === 0 || words.length > 2 || (words.length < 2 && options.base === undefined)) {
    throw new InvalidOptionError([
      {
        path: "arguments",
        expected: "a base and a head: paceline compare <base> <head>, or --base <commit>",
        received: positionals.join(" "),
      },
    ]);
  }
  const [baseWord = "", headWord] = words;
  const place = { cwd: io.cwd, config };
  const base =
    options.base === undefined
      ? await readReference(baseWord, place)
      : ({ kind: "commit", name: baseWord } as const);
  const head = headWord === undefined ? WORKING_TREE : await readReference(headWord, place);
  const context = { config, settings, filter: options.filter, io };
  const report = await judgeReferences(base, head, context);
  writeReport(report, { format: options.format ?? "text", title: "Comparison", io });
  return compareExitCode(report);
}
