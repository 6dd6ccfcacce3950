import { ERROR_CODES } from "@paceline/core";

/** Every error code and what it means, from the one table there is. */
export function renderErrorsPage(): string {
  const rows = Object.entries(ERROR_CODES)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, meaning]) => `| \`${code}\` | ${meaning.replaceAll("|", "\\|")} |`);
  return `# Errors

<!-- Made by \`npm run reference\` from packages/core/src/errors.ts. Do not edit. -->

Every error that paceline throws on purpose has a \`code\`. Codes are stable: match on them, not on names or
messages, which may be reworded in any release. Result documents carry the same codes.

| code | meaning |
| ---- | ------- |
${rows.join("\n")}
`;
}
