import type { BenchmarkGroup } from "../table/group-benchmarks.ts";
import { html } from "../page/markup.ts";
import { GROUP_CAPTION, groupPicture } from "../run-page/charts/group-chart.ts";

const MARGIN = 20;
const HEADING_HEIGHT = 56;

/** The same colours as in the report, for both themes. */
const STYLE = `svg{color-scheme:light dark;background:light-dark(#fff,#14181f);font:12px system-ui,sans-serif}
text{fill:light-dark(#505b6d,#a9b3c1);font-size:11px}.name,.title{fill:light-dark(#1c2430,#e7ebf1);font-size:12px}
.title{font-size:15px;font-weight:600}path{fill:light-dark(#0072b2,#56b4e9);fill-opacity:.35}
.middle{stroke:light-dark(#0072b2,#56b4e9);stroke-width:2}.axis path{fill:none;stroke:light-dark(#d7dde6,#2f3845)}`;

/**
 * One group as a picture of its own: its benchmarks on one logarithmic axis of time.
 *
 * @returns null when nothing of the group was measured.
 */
export function renderGroupSvg({ title, benchmarks }: BenchmarkGroup): string | null {
  const picture = groupPicture(benchmarks);
  if (picture === null) return null;
  const width = picture.width + 2 * MARGIN;
  const height = picture.height + HEADING_HEIGHT + MARGIN;
  const heading = title || "All benchmarks";
  return html`<svg
    xmlns="http://www.w3.org/2000/svg"
    viewBox="0 0 ${width} ${height}"
    width="${width}"
    role="img"
  >
    <title>${heading}</title>
    <style>
      ${STYLE}
    </style>
    <text class="title" x="${MARGIN}" y="28">${heading}</text>
    <text x="${MARGIN}" y="44">${GROUP_CAPTION}</text>
    <g transform="translate(${MARGIN} ${HEADING_HEIGHT})">${picture.content}</g>
  </svg>`.markup;
}
