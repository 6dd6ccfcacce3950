import { resolve } from "node:path";

import { InvalidOptionError } from "@paceline/core";
import { renderHistograms } from "@paceline/report";
import type { NamedRun } from "@paceline/report";

import type { ExitCode } from "../command.ts";
import type { CompareInput } from "../commands/compare.ts";
import { loadProject } from "../run/load-project.ts";
import type { CommandIo } from "../terminal/command-io.ts";
import { compareSeveral } from "./compare-several.ts";
import { filteredRun, judgeReferences, WORKING_TREE } from "./judge-references.ts";
import { judgingSettings } from "./judging-settings.ts";
import { readReference } from "./read-reference.ts";
import type { Reference } from "./read-reference.ts";
import { verdictFiles } from "./verdict-files.ts";
import { compareExitCode, writeReport } from "./verdict-report.ts";
import { writeDocument } from "./write-document.ts";

type CompareOptions = CompareInput["options"];

/** `paceline compare`: judges results or commits and says so, without failing for what it finds. */
export async function executeCompare(
  { positionals, options }: CompareInput,
  io: CommandIo,
): Promise<ExitCode> {
  const config = await loadProject(io);
  const settings = judgingSettings({ ...options, filter: options.filter }, config);
  checkArguments(positionals, options);
  const files = verdictFiles(options.output, io.cwd);
  const isExplaining = options.explain === true;
  const context = { config, settings, filter: options.filter, io, isExplaining };
  const place = { cwd: io.cwd, config };
  const references: Reference[] =
    options.base === undefined ? [] : [{ kind: "commit", name: options.base }];
  for (const word of positionals) {
    // oxlint-disable-next-line no-await-in-loop -- a few files; the first that is wrong is told
    references.push(await readReference(word, place));
  }
  const format = options.format ?? "text";
  if (options.histogram !== undefined) {
    await writeHistogram(storedResults(references, "--histogram"), options.histogram, context);
  }
  if (options.between !== undefined) {
    const results = storedResults(references, "--between");
    return compareSeveral(results, context, { statistics: options.between, format, files });
  }
  const [base, head = WORKING_TREE] = references;
  const report = await judgeReferences(base!, head, context);
  await writeReport(report, { format, files, title: "Comparison", io });
  return compareExitCode(report);
}

/** @throws {InvalidOptionError} when there are too few or too many sides, or options that do not go together. */
function checkArguments(positionals: readonly string[], options: CompareOptions): void {
  const count = positionals.length + (options.base === undefined ? 0 : 1);
  const received = positionals.join(" ");
  if (options.histogram !== undefined && !options.histogram.toLowerCase().endsWith(".svg")) {
    const expected = "a file that ends in .svg";
    throw new InvalidOptionError([{ path: "--histogram", expected, received: options.histogram }]);
  }
  if (options.between !== undefined) {
    if (positionals.length >= 2 && options.base === undefined) return;
    const expected = "two stored results or more: paceline compare a.json b.json --between median";
    throw new InvalidOptionError([{ path: "arguments", expected, received }]);
  }
  if (count > 2) {
    const expected = "a base and a head; --between median puts more results side by side";
    throw new InvalidOptionError([{ path: "arguments", expected, received }]);
  }
  if (count === 0 || (count < 2 && options.base === undefined)) {
    const expected =
      "a base and a head: paceline compare <base> <head>, or --base <commit> against the working tree";
    throw new InvalidOptionError([{ path: "arguments", expected, received }]);
  }
}

/** @throws {InvalidOptionError} when one is a commit: pairs keep no samples to draw or tabulate. */
function storedResults(references: readonly Reference[], option: string): readonly NamedRun[] {
  return references.map((reference) => {
    if (reference.kind === "result") return reference;
    throw new InvalidOptionError([
      {
        path: option,
        expected: "stored results only; nothing stored has this name",
        received: reference.name,
      },
    ]);
  });
}

async function writeHistogram(
  results: readonly NamedRun[],
  file: string,
  { filter, io }: { readonly filter: string | undefined; readonly io: CommandIo },
): Promise<void> {
  const path = resolve(io.cwd, file);
  const chosen = results.map(({ name, run }) => ({ name, run: filteredRun(run, filter) }));
  await writeDocument(path, renderHistograms(chosen));
  io.err.write(`histograms: ${path}\n`);
}
