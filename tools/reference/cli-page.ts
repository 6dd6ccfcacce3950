import { COLUMNS } from "@paceline/report";

import { EXIT_MEANINGS } from "../../packages/cli/src/command.ts";
import type { Command } from "../../packages/cli/src/command.ts";
import { COMMANDS } from "../../packages/cli/src/commands/command-table.ts";
import { optionDescription, optionUsage } from "../../packages/cli/src/help/option-usage.ts";

/** Every command and option, from the same tables as the parser and `--help`. */
export async function renderCliPage(): Promise<string> {
  const commands = await Promise.all(COMMANDS.map((entry) => entry.load()));
  const columns = Object.entries(COLUMNS).map(
    ([name, { summary }]) => `| \`${name}\` | ${escapeCell(summary)} |`,
  );
  const exitCodes = Object.entries(EXIT_MEANINGS).map(
    ([code, meaning]) => `| ${code} | ${meaning} |`,
  );
  return `# Commands

<!-- Made by \`npm run reference\` from packages/cli/src/commands. Do not edit. -->

| command | what it does |
| ------- | ------------ |
${commands.map(({ name, summary }) => `| [\`paceline ${name}\`](#paceline-${name}) | ${summary} |`).join("\n")}

Every command has \`--help\`, \`--version\` and \`--verbose\`, which shows the stack of an unexpected error. An option
is written \`--name value\` or \`--name=value\`; of an option given twice the last one counts, lists add up; a flag is turned
off by \`--no-name\`. A time is a number with its unit: \`500ms\`, \`2s\`, \`5m\`.

Colours are for terminals. \`NO_COLOR\` turns them off, \`FORCE_COLOR\` turns them on anywhere. \`COLUMNS\` is the width of what
is no terminal, 80 without it. \`PACELINE_DEBUG=1\` is \`--verbose\` for every command.

${commands.map(commandSection).join("\n\n")}

## Columns

| column | what it shows |
| ------ | ------------- |
${columns.join("\n")}

## Exit codes

| code | meaning |
| ---: | ------- |
${exitCodes.join("\n")}
`;
}

function commandSection(command: Command): string {
  const { name, summary, details, positionals, options, examples } = command;
  const usage = positionals === null ? "" : ` ${positionals.placeholder}`;
  const rows = Object.entries(options).map(
    ([optionName, spec]) =>
      `| \`${escapeCell(optionUsage(optionName, spec))}\` | ${escapeCell(optionDescription(spec))} |`,
  );
  return [
    `## paceline ${name}`,
    `\`paceline ${name}${usage} [options]\``,
    `${capitalize(summary)}.`,
    ...(positionals === null ? [] : [positionals.summary]),
    ...details,
    ...(rows.length === 0
      ? []
      : [["| option | what it does |", "| ------ | ------------ |", ...rows].join("\n")]),
    ...(examples.length === 0
      ? []
      : [examples.map((example) => `- \`${example.command}\`: ${example.summary}`).join("\n")]),
  ].join("\n\n");
}

const escapeCell = (text: string): string => text.replaceAll("|", "\\|");

const capitalize = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
