import { safeLine } from "./safe-text.ts";

/** Signs that Markdown would take for its own. A backslash makes them stand for themselves. */
const MARKDOWN_SIGNS = /[\\`*_{}[\]#|~!]/g;

/** HTML has its own names for what would open a tag or an entity. */
const HTML_ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  // Forges turn these into mentions and links, which would call people by a benchmark's name.
  "@": "&#64;",
  "://": "&#58;//",
};

/** Text that reads as it is, in a paragraph or a table cell: no markup, no HTML, no link, no new row. */
export const markdownText = (text: string): string =>
  safeLine(text)
    .replace(/ +/g, " ")
    .replace(MARKDOWN_SIGNS, String.raw`\$&`)
    .replace(/:\/\/|[&<>@]/g, (sign) => HTML_ENTITIES[sign] ?? "");

/** A row of a table. Cells are taken as Markdown: pass names through {@link markdownText} first. */
export const markdownRow = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

export const markdownRule = (alignments: readonly ("left" | "right")[]): string =>
  `|${alignments.map((alignment) => (alignment === "left" ? ":--" : "--:")).join("|")}|`;

/** A fenced block that its content cannot end: the fence is longer than any run of backticks in it. */
export function markdownFence(lines: readonly string[]): readonly string[] {
  const runs = lines.flatMap((line) => line.match(/`+/g) ?? []);
  const fence = "`".repeat(Math.max(3, ...runs.map((run) => run.length + 1)));
  return [`${fence}text`, ...lines, fence];
}
