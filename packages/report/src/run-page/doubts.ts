import type { RunResult } from "@paceline/core";

import { failureReportsOf } from "../failures/failure-reports.ts";
import type { FailureReport } from "../failures/failure-reports.ts";
import { html, NOTHING } from "../page/markup.ts";
import type { Markup } from "../page/markup.ts";
import { plural } from "../run/run-facts.ts";
import { SMOKE_DOUBT, summarizeWarnings } from "../warnings/summarize-warnings.ts";
import type { WarningSummary } from "../warnings/summarize-warnings.ts";

/** What may be wrong with the numbers: seen, likely cause, what to try. */
export function warningsSection({ benchmarks, preset }: RunResult): Markup {
  const summaries = summarizeWarnings(benchmarks);
  if (summaries.length === 0 && preset !== "smoke") return NOTHING;
  return html`<section id="warnings">
    <h2>Warnings</h2>
    ${preset === "smoke" ? html`<p class="doubt">${SMOKE_DOUBT}</p>` : NOTHING}
    ${summaries.map(warning)}
  </section>`;
}

const warning = ({ code, seen, cause, advice, benchmarkLabels }: WarningSummary): Markup =>
  html`<details class="warning">
    <summary>
      <strong>${code}</strong> in ${plural(benchmarkLabels.length, "benchmark")}: ${seen}
    </summary>
    <p>Likely: ${cause}. Try: ${advice}.</p>
    <ul>
      ${benchmarkLabels.map((label) => html`<li>${label}</li>`)}
    </ul>
  </details> `;

/** Files that did not load and benchmarks that failed, with what they said. */
export function failuresSection(result: RunResult): Markup {
  const reports = failureReportsOf(result);
  if (reports.length === 0) return NOTHING;
  return html`<section id="errors">
    <h2>Errors</h2>
    ${reports.map(failure)}
  </section>`;
}

function failure({
  file,
  benchmarkId,
  circumstance,
  messageLines,
  location,
  outputLines,
}: FailureReport): Markup {
  const title = benchmarkId === null ? file : `${benchmarkId} in ${file}`;
  const lines = [
    ...messageLines,
    ...(location === null ? [] : [`at ${location}`]),
    ...(outputLines.length === 0 ? [] : ["last output:", ...outputLines]),
  ];
  return html`<article class="failure">
    <h3>${title}</h3>
    <p>${circumstance}</p>
    <pre tabindex="0">${lines.join("\n")}</pre>
  </article>`;
}
