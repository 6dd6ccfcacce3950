import type { RunResult } from "@paceline/core";

import { html, NOTHING } from "../page/markup.ts";
import type { Markup } from "../page/markup.ts";
import { closingFacts, machineFacts, plural, settingsFacts } from "../run/run-facts.ts";
import { hasFailures } from "../run/run-outcome.ts";
import { targetCountsText, targetRowsOf } from "../targets/target-rows.ts";
import { safeLine } from "../words/safe-text.ts";

/** Title, verdict in one line, and what was run where. */
export function runHeader(result: RunResult): Markup {
  const rows = targetRowsOf(result.benchmarks).filter(({ isStretch }) => !isStretch);
  return html`<header class="top">
    <div class="bar">
      <p class="brand">paceline</p>
      <div id="controls"></div>
    </div>
    <h1>Benchmark report</h1>
    <p class="soft">${dateText(result.startedAt)} · ${closingFacts(result).join(" · ")}</p>
    <ul class="verdicts">
      ${hasFailures(result) ? html`<li class="status missed"><a href="#errors">✗ something failed</a></li>` : NOTHING}
      ${result.status === "completed" ? NOTHING : html`<li class="status not-proven">? the run was not finished</li>`}
      ${rows.length === 0 ? NOTHING : html`<li class="status ${worstStatus(rows)}"><a href="#targets">targets: ${targetCountsText(rows)}</a></li>`}
      ${warningVerdict(result)}
    </ul>
  </header>`;
}

/** Where nothing was measured, nothing warns: that is no good sign. */
function warningVerdict({ benchmarks }: RunResult): Markup {
  if (benchmarks.length === 0)
    return html`<li class="status not-proven">? nothing was measured</li>`;
  const count = benchmarks.reduce((sum, { warnings }) => sum + warnings.length, 0);
  return count === 0
    ? html`<li class="status met">✓ no warnings</li>`
    : html`<li class="status not-proven">
        <a href="#warnings">! ${plural(count, "warning")}</a>
      </li>`;
}

/** Machine, runtime, commit and settings: what a number means nothing without. */
export const machineSection = (result: RunResult): Markup =>
  html`<section id="machine">
    <h2>Machine and settings</h2>
    <ul class="facts">
      ${[
        ...machineFacts(result),
        `load ${result.machine.loadAverages.map((load) => load.toFixed(2)).join(", ")} at the start`,
        ...settingsFacts(result),
        `run ${safeLine(result.id)}`,
      ].map((fact) => html`<li>${fact}</li>`)}
    </ul>
    ${evidenceNote()}
  </section>`;

const evidenceNote = (): Markup =>
  html`<p class="soft">
    Times are per iteration. Intervals are 95 % intervals of the median, by resampling processes.
    Every benchmark ran in processes of its own, in turn with the others.
  </p>`;

const worstStatus = (rows: readonly { readonly status: string }[]): string =>
  ["missed", "not-proven"].find((status) => rows.some((row) => row.status === status)) ?? "met";

/** As written in the document, to the minute, in UTC. */
const dateText = (startedAt: string): string =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(startedAt)
    ? `${startedAt.slice(0, 16).replace("T", " ")} UTC`
    : safeLine(startedAt);
