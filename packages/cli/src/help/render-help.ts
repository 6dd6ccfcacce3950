import { COMMON_OPTIONS, EXIT_MEANINGS } from "../command.ts";
import type { Command } from "../command.ts";
import { optionDescription, optionUsage } from "./option-usage.ts";
import { describedLines, wrapText } from "./wrap-text.ts";

/** Wider lines are harder to read, however wide the terminal is. */
const WIDTH_MAX = 100;
const OPTION_WIDTH = 24;
const COMMAND_WIDTH = 10;

/** `paceline --help`: what there is. Needs the names and summaries of commands only. */
export function renderOverview(
  commands: readonly { readonly name: string; readonly summary: string }[],
  terminalWidth: number,
): string {
  const width = Math.min(terminalWidth, WIDTH_MAX);
  return toText([
    "paceline: benchmarks that can be believed",
    "",
    "Usage: paceline <command> [options]",
    "",
    "Commands:",
    ...commands.flatMap(({ name, summary }) =>
      describedLines(name, summary, { leftWidth: COMMAND_WIDTH, width }),
    ),
    "",
    "Options:",
    ...optionLines(COMMON_OPTIONS, COMMAND_WIDTH, width),
    "",
    "paceline <command> --help says more about a command.",
  ]);
}

/** `paceline run --help`: everything about one command. */
export function renderCommandHelp(command: Command, terminalWidth: number): string {
  const width = Math.min(terminalWidth, WIDTH_MAX);
  const { name, summary, details, positionals, options, examples } = command;
  return toText([
    ...wrapText(`paceline ${name}: ${summary}`, width),
    "",
    `Usage: paceline ${name}${positionals === null ? "" : ` ${positionals.placeholder}`} [options]`,
    ...(positionals === null ? [] : ["", ...wrapText(positionals.summary, width)]),
    ...details.flatMap((paragraph) => ["", ...wrapText(paragraph, width)]),
    "",
    "Options:",
    ...optionLines({ ...options, ...COMMON_OPTIONS }, OPTION_WIDTH, width),
    ...(examples.length === 0 ? [] : ["", "Examples:"]),
    ...examples.flatMap(({ command: line, summary: text }) => [
      `  ${line}`,
      ...wrapText(text, width - 6).map((part) => `      ${part}`),
    ]),
    "",
    "Exit codes:",
    ...Object.entries(EXIT_MEANINGS).map(([code, meaning]) => `  ${code.padStart(3)}  ${meaning}`),
  ]);
}

const optionLines = (
  options: Command["options"],
  leftWidth: number,
  width: number,
): readonly string[] =>
  Object.entries(options).flatMap(([name, spec]) =>
    describedLines(optionUsage(name, spec), optionDescription(spec), { leftWidth, width }),
  );

const toText = (lines: readonly string[]): string => `${lines.join("\n")}\n`;
