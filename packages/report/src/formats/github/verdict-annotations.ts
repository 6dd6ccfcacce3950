import { formatChange, formatInterval } from "../../verdicts/change-text.ts";
import type { VerdictRow } from "../../verdicts/verdict-row.ts";

/**
 * Verdicts as workflow commands of GitHub Actions, which shows them beside the change.
 *
 * @see https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
 */
export const renderVerdictAnnotations = (rows: readonly VerdictRow[]): string =>
  rows
    .filter(({ verdict }) => verdict !== "same")
    .map((row) => {
      const level =
        row.verdict === "faster" ? "notice" : row.verdict === "unclear" ? "warning" : "error";
      const text = `${row.label} is ${row.verdict}: ${formatChange(row.ratio)} ${formatInterval(row)} ${row.reason}`;
      return `::${level} title=${property(`paceline: ${row.verdict}`)}::${message(text.trim())}\n`;
    })
    .join("");

/** A line break would start a new command. */
const message = (text: string): string =>
  text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");

const property = (text: string): string =>
  message(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
