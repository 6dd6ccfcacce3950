import { wrapWords } from "../../words/wrap-words.ts";
import { xmlText } from "../../words/xml-text.ts";
import { CHANGE_STEP_COUNT, changeColor } from "../color/change-palette.ts";
import { boxColor, HUE_COUNT, NEUTRAL, SHADE_COUNT } from "../color/frame-palette.ts";
import type { Theme } from "../color/frame-palette.ts";

export const MARGIN = 10;
export const BOX_HEIGHT = 17;
/** Where the first row of boxes begins, below the heading and the controls. */
export const TOP = 64;
/** Advance of one character of the labels, which are monospaced so that they can be cut without being measured. */
export const CHARACTER_PX = 6.65;
const NOTE_PX = 17;
/** Of the notes, whose font is not monospaced: less than most characters need. */
const NOTE_CHARACTER_PX = 7;

export interface SvgContent {
  readonly title: string;
  readonly widthPx: number;
  /** Of everything above the notes. */
  readonly heightPx: number;
  /** Markup. */
  readonly boxes: string;
  /** Sentences. */
  readonly notes: readonly string[];
  readonly isIcicle: boolean;
  readonly script: string;
  readonly style: string;
}

/** Heading, controls, boxes, notes and the script around them. */
export function frameSvg(content: SvgContent): string {
  const { title, widthPx, heightPx, boxes, notes, isIcicle, script, style } = content;
  const columns = Math.floor((widthPx - 2 * MARGIN) / NOTE_CHARACTER_PX);
  const lines = notes.flatMap((note) => wrapWords(note, columns));
  const height = heightPx + 34 + NOTE_PX * lines.length;
  const heading = xmlText(title);
  return `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${widthPx} ${height}" width="${widthPx}" height="${height}" lang="en">
<title>${heading}</title>
<!-- made by paceline -->
<style>${inCdata(colorRules() + style)}</style>
<rect class="ground" width="${widthPx}" height="${height}"/>
<text class="heading" x="${MARGIN}" y="26">${heading}</text>
<g class="control" id="reset" role="button" tabindex="0" aria-label="Reset zoom" visibility="hidden"><rect x="${MARGIN}" y="36" width="92" height="20" rx="4"/><text x="${MARGIN + 46}" y="50" text-anchor="middle">Reset zoom</text></g>
<text id="matched" role="status" x="${widthPx - MARGIN - 250}" y="50" text-anchor="end"></text>
<foreignObject x="${widthPx - MARGIN - 240}" y="34" width="240" height="24"><input xmlns="http://www.w3.org/1999/xhtml" id="search" type="search" aria-label="Search functions, by a regular expression" placeholder="Search (regular expression)"/></foreignObject>
<g id="frames" tabindex="0" role="application" aria-label="${heading}. Arrow keys move between frames, Enter zooms, Escape resets, slash searches." data-icicle="${isIcicle ? 1 : 0}">
${boxes}</g>
<text id="details" role="status" x="${MARGIN}" y="${heightPx + 20}"></text>
${lines.map((line, index) => `<text class="notes" x="${MARGIN}" y="${heightPx + 40 + NOTE_PX * index}">${xmlText(line)}</text>`).join("\n")}
<script>${inCdata(script)}</script>
</svg>
`;
}

/** Class of a box that changed by so many steps of the palette. */
export const changeClass = (step: number): string =>
  step < 0 ? `l${-step}` : step > 0 ? `m${step}` : "s";

/** Class of a box of that colour: its rules stand once in the style sheet. */
export const boxClass = (hueIndex: number, shade: number): string =>
  hueIndex === NEUTRAL ? `n${shade}` : `h${hueIndex}${shade}`;

function colorRules(): string {
  return `${rulesOf("light")}@media (prefers-color-scheme:dark){${rulesOf("dark")}}`;
}

function rulesOf(theme: Theme): string {
  const rules: string[] = [];
  for (let hue: number = NEUTRAL; hue < HUE_COUNT; hue++) {
    for (let shade = 0; shade < SHADE_COUNT; shade++)
      rules.push(`.${boxClass(hue, shade)} rect{fill:${boxColor(theme, hue, shade)}}`);
  }
  for (let step = -CHANGE_STEP_COUNT; step <= CHANGE_STEP_COUNT; step++)
    rules.push(`.${changeClass(step)} rect{fill:${changeColor(theme, step)}}`);
  return rules.join("");
}

/** Ours, and still: a sequence that ends the section must not be in it. */
const inCdata = (text: string): string =>
  `<![CDATA[${text.replaceAll("]]>", "]]]]><![CDATA[>")}]]>`;
