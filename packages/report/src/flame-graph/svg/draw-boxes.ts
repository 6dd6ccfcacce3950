import { xmlText } from "../../words/xml-text.ts";
import { hueOf, packageHues } from "../color/frame-hue.ts";
import { hashText, SHADE_COUNT } from "../color/frame-palette.ts";
import type { PlacedFrames } from "../view/place-frames.ts";
import type { Picture } from "../picture.ts";
import type { PictureFrame } from "../picture-frame.ts";
import { plural } from "../../run/run-facts.ts";
import { weightText } from "../weight-text.ts";
import { BOX_HEIGHT, boxClass, CHARACTER_PX, MARGIN, TOP } from "./frame-svg.ts";

/** Space between the edges of a box and its text. */
const TEXT_PADDING_PX = 3;
/** A name cut to fewer characters than this says nothing. */
const CHARACTER_COUNT_MIN = 3;

interface BoxOptions {
  /** Width of the root's box. */
  readonly innerPx: number;
  readonly isIcicle: boolean;
  readonly depthMax: number;
}

/** The boxes of all placed frames in preorder, each with what to show when it is pointed at. */
export function drawBoxes(placed: PlacedFrames, picture: Picture, options: BoxOptions): string {
  const { tree, unit, frames } = picture;
  const { innerPx, isIcicle, depthMax } = options;
  const total = tree.totalWeights[0]!;
  const scale = total > 0 ? innerPx / total : 0;
  const words = frameWords(frames);
  const parts: string[] = [];
  for (let position = 0; position < placed.count; position++) {
    const node = placed.nodes[position]!;
    const weight = tree.totalWeights[node]!;
    const { className, title, name } = words(tree.frames[node]!);
    const depth = placed.depths[position]!;
    const y = TOP + (isIcicle ? depth : depthMax - depth) * BOX_HEIGHT;
    const x = round(MARGIN + placed.starts[position]! * scale);
    // A picture of nothing still shows what it is of, at full width.
    const width = total > 0 ? round(weight * scale) : innerPx;
    const share = total > 0 ? ((100 * weight) / total).toFixed(2) : "0";
    const facts = `${weightText(weight, unit)}, ${share} %${countWords(tree.totalCounts[node]!, unit)}`;
    parts.push(
      `<g class="${className}"><title>${title}${facts}</title><rect x="${x}" y="${y}" width="${width}" height="${BOX_HEIGHT - 1}"/>`,
      label(name, x + TEXT_PADDING_PX, y + 12, width - 2 * TEXT_PADDING_PX),
      "</g>\n",
    );
  }
  return parts.join("");
}

const countWords = (count: number, unit: string): string =>
  unit === "count" ? "" : `, ${plural(count, "sample")}`;

const round = (value: number): number => Math.round(value * 100) / 100;

interface BoxWords {
  readonly className: string;
  /** Lines before the figures, as markup. */
  readonly title: string;
  readonly name: string;
}

/** Words of a frame are the same in all its places. */
function frameWords(frames: Picture["frames"]): (frame: number) => BoxWords {
  const known = new Map<number, BoxWords>();
  const hues = packageHues(namesOfPackages(frames));
  return (index) => {
    const before = known.get(index);
    if (before !== undefined) return before;
    const frame = frames[index]!;
    const { name, place } = frame;
    const shade = hashText(name) % SHADE_COUNT;
    const words = {
      className: boxClass(hueOf(frame, hues), shade),
      title: `${xmlText(name)}\n${place === "" ? "" : `${xmlText(place)}\n`}`,
      name,
    };
    known.set(index, words);
    return words;
  };
}

function* namesOfPackages(frames: readonly (PictureFrame | undefined)[]): Iterable<string> {
  for (const frame of frames) if (frame !== undefined) yield frame.packageName;
}

/** The name as far as it fits; the script writes it again after a zoom. */
function label(name: string, x: number, y: number, widthPx: number): string {
  const fit = Math.floor(widthPx / CHARACTER_PX);
  if (fit < CHARACTER_COUNT_MIN) return "";
  const text = name.length <= fit ? name : `${name.slice(0, fit - 1)}…`;
  return `<text x="${round(x)}" y="${y}">${xmlText(text)}</text>`;
}
