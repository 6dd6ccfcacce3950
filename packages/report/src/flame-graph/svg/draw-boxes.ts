import { xmlText } from "../../words/xml-text.ts";
import type { PlacedFrames } from "../view/place-frames.ts";
import { BOX_HEIGHT, CHARACTER_PX, MARGIN, TOP } from "./frame-svg.ts";

/** Space between the edges of a box and its text. */
const TEXT_PADDING_PX = 3;
/** A name cut to fewer characters than this says nothing. */
const CHARACTER_COUNT_MIN = 3;

/** What a box is like, by its node. */
export interface BoxLooks {
  /** Width in units of weight. */
  readonly widths: Float64Array;
  readonly nameOf: (node: number) => string;
  /** Class of the box: its colour. */
  readonly classOf: (node: number) => string;
  /** What is shown when it is pointed at, as markup: the name first, then other lines. */
  readonly titleOf: (node: number) => string;
}

export interface BoxArea {
  /** Width of the root's box. */
  readonly innerPx: number;
  readonly isIcicle: boolean;
  readonly depthMax: number;
}

/** The boxes of all placed frames in preorder. */
export function drawBoxes(placed: PlacedFrames, looks: BoxLooks, area: BoxArea): string {
  const { innerPx, isIcicle, depthMax } = area;
  const total = looks.widths[0]!;
  const scale = total > 0 ? innerPx / total : 0;
  const parts: string[] = [];
  for (let position = 0; position < placed.count; position++) {
    const node = placed.nodes[position]!;
    const depth = placed.depths[position]!;
    const y = TOP + (isIcicle ? depth : depthMax - depth) * BOX_HEIGHT;
    const x = round(MARGIN + placed.starts[position]! * scale);
    // A picture of nothing still shows what it is of, at full width.
    const width = total > 0 ? round(looks.widths[node]! * scale) : innerPx;
    parts.push(
      `<g class="${looks.classOf(node)}"><title>${looks.titleOf(node)}</title><rect x="${x}" y="${y}" width="${width}" height="${BOX_HEIGHT - 1}"/>`,
      label(looks.nameOf(node), x + TEXT_PADDING_PX, y + 12, width - 2 * TEXT_PADDING_PX),
      "</g>\n",
    );
  }
  return parts.join("");
}

const round = (value: number): number => Math.round(value * 100) / 100;

/** The name as far as it fits; the script writes it again after a zoom. */
function label(name: string, x: number, y: number, widthPx: number): string {
  const fit = Math.floor(widthPx / CHARACTER_PX);
  if (fit < CHARACTER_COUNT_MIN) return "";
  const text = name.length <= fit ? name : `${name.slice(0, fit - 1)}…`;
  return `<text x="${round(x)}" y="${y}">${xmlText(text)}</text>`;
}
