import type { BenchmarkResult } from "@paceline/core";

import { html, NOTHING } from "../page/markup.ts";
import type { Markup } from "../page/markup.ts";
import {
  currentText,
  STATUS_WORDS,
  targetCountsText,
  targetRowsOf,
} from "../targets/target-rows.ts";
import type { TargetRow } from "../targets/target-rows.ts";

/** The published targets with what was measured, and our own harder ones below. */
export function targetsBoard(benchmarks: readonly BenchmarkResult[]): Markup {
  const rows = targetRowsOf(benchmarks);
  if (rows.length === 0) return NOTHING;
  return html`<section id="targets">
    <h2>Targets</h2>
    ${board(
      "Published",
      rows.filter(({ isStretch }) => !isStretch),
    )}
    ${board(
      "Stretch",
      rows.filter(({ isStretch }) => isStretch),
    )}
  </section>`;
}

function board(title: string, rows: readonly TargetRow[]): Markup {
  if (rows.length === 0) return NOTHING;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${title} targets">
    <table class="targets">
      <caption>
        ${title}: ${targetCountsText(rows)}
      </caption>
      <thead>
        <tr>
          <th scope="col">Component</th>
          <th scope="col">Metric</th>
          <th scope="col" class="number">Target</th>
          <th scope="col" class="number">Current</th>
          <th scope="col">Status</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(targetRow)}
      </tbody>
    </table>
  </div>`;
}

function targetRow(row: TargetRow): Markup {
  const { sign, word } = STATUS_WORDS[row.status];
  return html`<tr>
    <td>${row.component}</td>
    <th scope="row">${row.label}</th>
    <td class="number">${row.target}</td>
    <td class="number">${currentText(row)}</td>
    <td><span class="status ${row.status}">${sign} ${word}</span></td>
  </tr> `;
}
