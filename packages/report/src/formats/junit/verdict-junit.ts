import { formatChange, formatInterval } from "../../verdicts/change-text.ts";
import type { VerdictRow } from "../../verdicts/verdict-row.ts";
import { xmlText } from "../../words/xml-text.ts";

/** Verdicts as JUnit XML: slower is a failure, unclear and invalid are errors. */
export function renderVerdictsJunit(rows: readonly VerdictRow[]): string {
  const failures = rows.filter(({ verdict }) => verdict === "slower").length;
  const errors = rows.filter(
    ({ verdict }) => verdict === "unclear" || verdict === "invalid",
  ).length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuite name="paceline" tests="${rows.length}" failures="${failures}" errors="${errors}">`,
    ...rows.map(testCase),
    "</testsuite>",
    "",
  ].join("\n");
}

function testCase(row: VerdictRow): string {
  const open = `  <testcase classname="${xmlText(row.group)}" name="${xmlText(row.label)}"`;
  if (row.verdict === "same" || row.verdict === "faster") return `${open}/>`;
  const message = `${row.verdict}: ${formatChange(row.ratio)} ${formatInterval(row)} ${row.reason}`;
  const element = row.verdict === "slower" ? "failure" : "error";
  return `${open}><${element} message="${xmlText(message.trim())}"/></testcase>`;
}
