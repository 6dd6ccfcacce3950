import { safeLine } from "@paceline/report";

import { nearest } from "../parse/nearest.ts";
import type { CommandIo } from "../terminal/command-io.ts";
import type { Choice } from "./choose-benchmarks.ts";

/** Files that are listed before the rest becomes a number. */
const FILE_COUNT_SHOWN = 5;

/** Says why nothing runs: what was asked for, where it was looked for, and what was likely meant. */
export function writeNothingFound(choice: Choice, { err }: CommandIo): void {
  err.write(`${nothingFoundLines(choice).map(safeLine).join("\n")}\n`);
}

function nothingFoundLines(choice: Choice): readonly string[] {
  const { request, unknownNames, known, searchedFiles } = choice;
  const { config, group, filter } = request;
  return [
    unknownNames.length > 0 && known.length > 0
      ? "nothing was run, because a name means no benchmark"
      : "no benchmark found",
    ...unknownNames.map(
      (name) => `  "${name}" is no file, group or benchmark${meant(name, wordsOf(choice))}`,
    ),
    ...(group === undefined ? [] : [`  group: ${group}${meant(group, groupsOf(choice))}`]),
    ...(filter === undefined ? [] : [`  filter: ${filter}`]),
    `  searched folder: ${config.root}`,
    `  searched patterns: ${config.include.join(", ")}`,
    `  searched files: ${filesText(searchedFiles)}`,
    known.length > 0
      ? `  "paceline list" shows ${known.length === 1 ? "the one benchmark" : `the ${known.length} benchmarks`} there ${known.length === 1 ? "is" : "are"}`
      : '  "paceline init" writes a first benchmark; "paceline run agent-spawning" runs the built-in suite',
  ];
}

const groupsOf = ({ known }: Choice): readonly string[] => known.map(({ group }) => group);

const wordsOf = ({ known }: Choice): readonly string[] =>
  known.flatMap((benchmark) => [
    benchmark.group,
    benchmark.name,
    benchmark.id,
    benchmark.file,
    benchmark.file.replace(/^.*\//, "").replace(/\.bench\.\w+$/, ""),
  ]);

function meant(name: string, words: readonly string[]): string {
  const word = nearest(name, [...new Set(words)]);
  return word === undefined ? "" : `, did you mean "${word}"?`;
}

function filesText(files: readonly string[]): string {
  if (files.length === 0) return "none matched";
  const more = files.length - FILE_COUNT_SHOWN;
  return files.slice(0, FILE_COUNT_SHOWN).join(", ") + (more > 0 ? ` and ${more} more` : "");
}
