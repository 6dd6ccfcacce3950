import type { RunResult } from "@paceline/core";

import { packColumns } from "../page/columns.ts";
import { html, NOTHING } from "../page/markup.ts";
import type { Markup } from "../page/markup.ts";
import type { LinksOf } from "../page/page-link.ts";
import { renderPage } from "../page/render-page.ts";
import { groupBenchmarks } from "../table/group-benchmarks.ts";
import { failuresSection, warningsSection } from "./doubts.ts";
import { elementIds } from "./element-id.ts";
import { evidenceTable } from "./evidence-table.ts";
import { groupSection } from "./group-section.ts";
import { roundColumns } from "./round-columns.ts";
import { machineSection, runHeader } from "./run-header.ts";
import { targetsBoard } from "./targets-board.ts";

/** Ids of sections of the page's own, which no group may take. */
const OWN_IDS = ["targets", "warnings", "errors", "machine", "evidence", "controls", "page-data"];

/**
 * One run as one HTML file that needs nothing else. All that is said stands in it as text and tables and is readable
 * without scripts; the script adds the search, the theme, and charts of rounds and percentiles as they are opened.
 *
 * @param options.linksOf - profiles that lie near the page.
 */
export async function renderRunPage(
  result: RunResult,
  { linksOf = () => [] }: { readonly linksOf?: LinksOf } = {},
): Promise<string> {
  // Named at run time, since the package chooses between sources and what was built of them.
  const { loadPageParts } = await import("#page-parts");
  const groups = groupBenchmarks(result.benchmarks, ["group"]);
  const ids = new Map(
    [...elementIds([...OWN_IDS, ...groups.map(({ title }) => title)])].filter(([title]) =>
      groups.some((group) => group.title === title),
    ),
  );
  const indexes = new Map(result.benchmarks.map((benchmark, index) => [benchmark, index]));
  const sections = groups.map((group) =>
    groupSection(group, { ids, indexOf: (benchmark) => indexes.get(benchmark) ?? -1, linksOf }),
  );
  const body = html`<a class="skip" href="#main">Skip to the results</a>
    ${runHeader(result)}
    <div class="columns">
      ${contents(
        groups.map(({ title }) => ({
          title: title || "All benchmarks",
          id: ids.get(title) ?? "group",
        })),
        result,
      )}
      <main id="main">
        ${failuresSection(result)} ${targetsBoard(result.benchmarks)}
        ${result.benchmarks.length === 0 ? html`<p>This run holds no benchmarks.</p>` : NOTHING}
        ${sections} ${wholeEvidence(result)} ${warningsSection(result)} ${machineSection(result)}
      </main>
    </div>`;
  const { header, columns } = roundColumns(result.benchmarks);
  const content = {
    title: "paceline report",
    fallback: body.markup,
    data: packColumns(header, columns),
  };
  return renderPage(content, await loadPageParts("run-report"));
}

const wholeEvidence = ({ benchmarks }: RunResult): Markup =>
  benchmarks.length === 0
    ? NOTHING
    : html`<section id="evidence">
        <h2>Evidence of the whole run</h2>
        ${evidenceTable(benchmarks, "the whole run")}
      </section>`;

function contents(
  groups: readonly { readonly title: string; readonly id: string }[],
  result: RunResult,
): Markup {
  const own = [
    ...(result.benchmarks.some(({ targets }) => targets.length > 0)
      ? [{ title: "Targets", id: "targets" }]
      : []),
    ...groups,
    ...(result.benchmarks.length > 0 ? [{ title: "Evidence", id: "evidence" }] : []),
    ...(result.benchmarks.some(({ warnings }) => warnings.length > 0)
      ? [{ title: "Warnings", id: "warnings" }]
      : []),
    { title: "Machine", id: "machine" },
  ];
  return html`<nav aria-label="Contents">
    <div id="search"></div>
    <ul>
      ${own.map(({ title, id }) => html`<li><a href="#${id}">${title}</a></li> `)}
    </ul>
  </nav>`;
}
