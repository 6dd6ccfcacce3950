import { compareResults } from "@paceline/analysis";
import { InvalidOptionError } from "@paceline/core";
import {
  betweenTable,
  createPaint,
  renderBetween,
  renderBetweenCsv,
  renderBetweenMarkdown,
} from "@paceline/report";
import type { BetweenStatisticName, BetweenTable, NamedRun } from "@paceline/report";

import type { ExitCode } from "../command.ts";
import type { CommandIo } from "../terminal/command-io.ts";
import { filteredRun } from "./judge-references.ts";
import type { JudgeContext } from "./judge-references.ts";
import type { VerdictFormat } from "./verdict-report.ts";
import { writeVerdictFiles } from "./verdict-files.ts";
import type { VerdictFile } from "./verdict-files.ts";

interface SeveralOptions {
  readonly statistics: readonly BetweenStatisticName[];
  readonly format: VerdictFormat;
  readonly files: readonly VerdictFile[];
}

const NOTE =
  'verdicts hold for all results together; "same" means shown to be within the threshold';

/**
 * `paceline compare --between`: results side by side, the first one judged against each other one. The level
 * is shared out among them, so that the chance of any false verdict in the whole table stays as stated.
 */
export async function compareSeveral(
  results: readonly NamedRun[],
  { settings, filter, io }: Pick<JudgeContext, "settings" | "filter" | "io">,
  { statistics, format, files }: SeveralOptions,
): Promise<ExitCode> {
  const refused = [format, ...files.map((file) => file.format)].find(isOfVerdictsOnly);
  if (refused !== undefined) {
    throw new InvalidOptionError([
      {
        path: "--between",
        expected: "written as text, markdown, json or csv: it is a table of numbers",
        received: refused,
      },
    ]);
  }
  const [base, ...heads] = results.map(({ name, run }) => ({
    name,
    run: filteredRun(run, filter),
  }));
  const errorRatio = settings.errorRatio / heads.length;
  const comparisons = heads.map(({ run }) =>
    compareResults([base!.run], [run], { ...settings, errorRatio }),
  );
  const table = betweenTable([base!, ...heads], statistics, comparisons);
  io.out.write(render(table, format, io));
  await writeVerdictFiles(files, (one) => render(table, one, io));
  const isInvalid = comparisons.some(
    (comparison) =>
      comparison.comparisons.length === 0 ||
      comparison.comparisons.some(({ verdict }) => verdict === "invalid"),
  );
  return isInvalid ? 5 : 0;
}

const isOfVerdictsOnly = (format: VerdictFormat): boolean =>
  format === "junit" || format === "github";

function render(table: BetweenTable, format: VerdictFormat, { out }: CommandIo): string {
  switch (format) {
    case "json":
      return `${JSON.stringify({ kind: "between", ...table }, null, 2)}\n`;
    case "csv":
      return renderBetweenCsv(table);
    case "markdown":
      return renderBetweenMarkdown(table, [NOTE]);
    default:
      return renderBetween(table, {
        width: out.width,
        paint: createPaint(out.isColored),
        notes: [NOTE],
      });
  }
}
