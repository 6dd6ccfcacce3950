import type { Verdict } from "@paceline/analysis";

import { countVerdicts, formatChange, formatInterval } from "../../verdicts/change-text.ts";
import type { VerdictRow } from "../../verdicts/verdict-row.ts";
import { markdownText } from "../../words/markdown-text.ts";

export interface VerdictMarkdownOptions {
  readonly title: string;
  readonly base: string;
  readonly head: string;
  readonly notes: readonly string[];
}

/** Told by a word as well: not everyone sees the colour. */
const SIGNS: Readonly<Record<Verdict, string>> = {
  slower: "🔴",
  invalid: "⛔",
  unclear: "🟡",
  faster: "🟢",
  same: "⚪",
};

/** Verdicts for a pull request or a regression report: what needs attention first. */
export function renderVerdictsMarkdown(
  rows: readonly VerdictRow[],
  { title, base, head, notes }: VerdictMarkdownOptions,
): string {
  const order: readonly Verdict[] = ["slower", "invalid", "unclear", "faster", "same"];
  const sorted = rows.toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict));
  return [
    `## ${markdownText(title)}`,
    "",
    `${markdownText(head)} against ${markdownText(base)}: ${countVerdicts(rows) || "nothing was compared"}`,
    "",
    "| verdict | benchmark | change | interval | threshold | from | why |",
    "| --- | --- | ---: | --- | ---: | --- | --- |",
    ...sorted.map(
      (row) =>
        `| ${SIGNS[row.verdict]} ${row.verdict} | ${markdownText(row.label)} | ${formatChange(row.ratio)} | ${formatInterval(row)} | ±${Number((row.thresholdRatio * 100).toFixed(1))} % | ${row.evidence} | ${markdownText(row.reason)} |`,
    ),
    "",
    ...notes.map((note) => `- ${markdownText(note)}`),
    "",
  ].join("\n");
}
