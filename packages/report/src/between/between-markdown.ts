import { formatMetric } from "../quantity/format-metric.ts";
import { quantityText } from "../quantity/quantity.ts";
import { formatChange } from "../verdicts/change-text.ts";
import { markdownRow, markdownRule, markdownText } from "../words/markdown-text.ts";
import type { BetweenTable } from "./between-table.ts";

/** The same tables for a report or a pull request. */
export function renderBetweenMarkdown(table: BetweenTable, notes: readonly string[]): string {
  const { names, benchmarks, statistics, verdicts } = table;
  const [first = "", ...others] = names;
  return [
    ...statistics.flatMap(({ name, unit, rows }) =>
      section(name, names, {
        benchmarks,
        cells: rows.map((row) => row.map((value) => quantityText(formatMetric(value, unit)))),
      }),
    ),
    ...section(`verdict on time, against ${first}`, others, {
      benchmarks,
      cells: verdicts.map((row) =>
        row.map(({ verdict, ratio }) => `${verdict} ${formatChange(ratio)}`),
      ),
    }),
    ...notes.map((note) => `- ${markdownText(note)}`),
    "",
  ].join("\n");
}

const section = (
  title: string,
  names: readonly string[],
  {
    benchmarks,
    cells,
  }: {
    readonly benchmarks: readonly string[];
    readonly cells: readonly (readonly string[])[];
  },
): readonly string[] => [
  `## ${markdownText(title)}`,
  "",
  markdownRow(["benchmark", ...names.map(markdownText)]),
  markdownRule(["left", ...names.map(() => "right" as const)]),
  ...benchmarks.map((id, row) => markdownRow([markdownText(id), ...(cells[row] ?? [])])),
  "",
];
