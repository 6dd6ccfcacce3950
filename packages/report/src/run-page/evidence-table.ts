import type { BenchmarkResult } from "@paceline/core";

import { html, NOTHING } from "../page/markup.ts";
import type { Markup } from "../page/markup.ts";
import { useResources } from "./use-evidence.ts";
import type { UseFact, UseResource } from "./use-evidence.ts";

/** What the machine did meanwhile, by the USE method. */
export function evidenceTable(benchmarks: readonly BenchmarkResult[], title: string): Markup {
  const resources = useResources(benchmarks);
  if (resources.length === 0) return NOTHING;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Evidence: ${title}">
    <table class="evidence">
      <caption>
        Evidence: the middle of all forks, and the worst fork in brackets
      </caption>
      <thead>
        <tr>
          <th scope="col">Resource</th>
          <th scope="col">Utilisation</th>
          <th scope="col">Saturation</th>
          <th scope="col">Errors</th>
        </tr>
      </thead>
      <tbody>
        ${resources.map(resourceRow)}
      </tbody>
    </table>
  </div>`;
}

const resourceRow = ({ resource, utilisation, saturation, errors }: UseResource): Markup =>
  html`<tr>
    <th scope="row">${resource}</th>
    <td>${facts(utilisation)}</td>
    <td>${facts(saturation)}</td>
    <td>${facts(errors)}</td>
  </tr> `;

function facts(list: readonly UseFact[]): Markup {
  if (list.length === 0) return html`<span class="quiet">–</span>`;
  return html`<dl>
    ${list.map(
      ({ label, typical, worst }) =>
        html`<div>
          <dt>${label}</dt>
          <dd>
            ${typical}${typical === worst ? NOTHING : html` <span class="quiet">(${worst})</span>`}
          </dd>
        </div>`,
    )}
  </dl>`;
}
