import type { BenchmarkResult } from "@paceline/core";

import { html, NOTHING } from "../page/markup.ts";
import type { Markup } from "../page/markup.ts";
import type { LinksOf } from "../page/page-link.ts";
import { formatMetric } from "../quantity/format-metric.ts";
import { quantityText } from "../quantity/quantity.ts";
import { digitCountOf } from "../quantity/significant-digits.ts";
import { benchmarkLabel, timeOf } from "../table/benchmark-facts.ts";
import type { ColumnName } from "../table/columns.ts";
import type { BenchmarkGroup } from "../table/group-benchmarks.ts";
import { fillColumn } from "../table/table-cells.ts";
import { safeLine } from "../words/safe-text.ts";
import { distributionChart } from "./charts/distribution-chart.ts";
import { groupChart } from "./charts/group-chart.ts";
import { scalingChart } from "./charts/scaling-chart.ts";
import { scalingCurves } from "./charts/scaling-series.ts";
import { evidenceTable } from "./evidence-table.ts";

const COLUMNS: readonly ColumnName[] = [
  "median",
  "margin",
  "min",
  "p95",
  "p99",
  "max",
  "ops",
  "items",
  "allocated",
  "ratio",
];

export interface SectionContext {
  /** Element ids of groups by title. */
  readonly ids: ReadonlyMap<string, string>;
  /** Where in the page's data the rounds of a benchmark are. */
  readonly indexOf: (benchmark: BenchmarkResult) => number;
  readonly linksOf: LinksOf;
}

/** One group: its table, its scaling curves, each benchmark's distribution, and what the machine did. */
export function groupSection(group: BenchmarkGroup, context: SectionContext): Markup {
  const id = context.ids.get(group.title) ?? "group";
  const curves = scalingCurves(group.benchmarks);
  return html`<section class="group" id="${id}" data-group>
    <h2>${group.title || "All benchmarks"}</h2>
    ${groupTable(group)} ${groupChart(group)}
    ${curves.length === 0 ? NOTHING : html`<div class="figures">${curves.map(scalingChart)}</div>`}
    ${group.benchmarks.map((benchmark) => benchmarkDetails(benchmark, context))}
    <details class="use">
      <summary>What the machine did meanwhile</summary>
      ${evidenceTable(group.benchmarks, group.title)}
    </details>
  </section> `;
}

function groupTable(group: BenchmarkGroup): Markup {
  const columns = COLUMNS.map((name) => fillColumn(name, [group], "auto")).filter(
    ({ isEmpty }) => !isEmpty,
  );
  const titles = columns.map(({ titles: [title], name }) => title || name);
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Table of ${group.title}">
    <table>
      <thead>
        <tr>
          <th scope="col">Benchmark</th>
          ${titles.map((title) => html`<th scope="col" class="number">${title}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${group.benchmarks.map((benchmark) => {
          const cells = columns.map(
            ({ texts }) => html`<td class="number">${(texts.get(benchmark) ?? "").trim()}</td>`,
          );
          return html`<tr>
            <th scope="row">${mark(benchmark)}${benchmarkLabel(benchmark)}</th>
            ${
              timeOf(benchmark) === undefined
                ? html`<td colspan="${columns.length || 1}" class="quiet">
                    ${statusText(benchmark)}
                  </td>`
                : cells
            }
          </tr> `;
        })}
      </tbody>
    </table>
  </div>`;
}

function benchmarkDetails(
  benchmark: BenchmarkResult,
  { indexOf, linksOf }: SectionContext,
): Markup {
  if (timeOf(benchmark) === undefined) return NOTHING;
  return html`<details class="benchmark" data-benchmark="${indexOf(benchmark)}">
    <summary>${benchmarkLabel(benchmark)}</summary>
    ${distributionChart(benchmark)}
    <div class="drawn"></div>
    ${metricsTable(benchmark)} ${profileLinks(linksOf(benchmark.id))}
  </details> `;
}

const profileLinks = (links: ReturnType<LinksOf>): Markup =>
  links.length === 0
    ? NOTHING
    : html`<p class="links">
        Profiles: ${links.map(({ href, text }) => html` <a href="${href}">${safeLine(text)}</a>`)}
      </p>`;

/** Everything measured, percentiles included; the group's table is about time. */
function metricsTable(benchmark: BenchmarkResult): Markup {
  return html`<div
    class="scroll"
    tabindex="0"
    role="region"
    aria-label="All metrics of ${benchmarkLabel(benchmark)}"
  >
    <table>
      <thead>
        <tr>
          <th scope="col">Metric</th>
          <th scope="col" class="number">median</th>
          <th scope="col" class="number">95 % interval</th>
          <th scope="col" class="number">mean</th>
          <th scope="col" class="number">stddev</th>
          <th scope="col" class="number">min</th>
          <th scope="col" class="number">p95</th>
          <th scope="col" class="number">p99</th>
          <th scope="col" class="number">max</th>
        </tr>
      </thead>
      <tbody>
        ${benchmark.metrics.map((metric) => {
          const text = (value: number): string =>
            safeLine(quantityText(formatMetric(value, metric.unit, digitCountOf(metric))));
          const { medianInterval: interval } = metric;
          const bounds =
            interval === null ? "–" : `${text(interval.low)} to ${text(interval.high)}`;
          return html`<tr>
            <th scope="row">${safeLine(metric.name)}</th>
            <td class="number">${text(metric.median)}</td>
            <td class="number">${bounds}</td>
            <td class="number">${text(metric.mean)}</td>
            <td class="number">${text(metric.stddev)}</td>
            <td class="number">${text(metric.min)}</td>
            <td class="number">${text(metric.p95)}</td>
            <td class="number">${text(metric.p99)}</td>
            <td class="number">${text(metric.max)}</td>
          </tr> `;
        })}
      </tbody>
    </table>
  </div>`;
}

function mark({ status, errors, warnings }: BenchmarkResult): Markup {
  if (errors.length > 0 || status === "failed")
    return html`<span class="mark bad" title="failed">✗ </span>`;
  if (warnings.length > 0) return html`<span class="mark doubtful" title="has warnings">! </span>`;
  return NOTHING;
}

const statusText = ({ status }: BenchmarkResult): string =>
  status === "failed" ? "failed" : "not measured";
