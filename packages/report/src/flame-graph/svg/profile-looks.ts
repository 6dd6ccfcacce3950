import { plural } from "../../run/run-facts.ts";
import { xmlText } from "../../words/xml-text.ts";
import { hueOf, packageHues } from "../color/frame-hue.ts";
import { hashText, SHADE_COUNT } from "../color/frame-palette.ts";
import type { Picture } from "../picture.ts";
import { weightText } from "../weight-text.ts";
import type { BoxLooks } from "./draw-boxes.ts";
import { boxClass } from "./frame-svg.ts";

/** Boxes of a profile: as wide as their totals, coloured by package. */
export function profileLooks({ tree, unit, frames }: Picture): BoxLooks {
  const total = tree.totalWeights[0]!;
  const packageNames = frames.flatMap((frame) => (frame === undefined ? [] : [frame.packageName]));
  const hues = packageHues(packageNames);
  /** Words of a frame are the same in all its places. */
  const known = new Map<number, { readonly className: string; readonly lines: string }>();
  const wordsOf = (index: number): { readonly className: string; readonly lines: string } => {
    const before = known.get(index);
    if (before !== undefined) return before;
    const frame = frames[index]!;
    const place = frame.place === "" ? "" : `${xmlText(frame.place)}\n`;
    const words = {
      className: boxClass(hueOf(frame, hues), hashText(frame.name) % SHADE_COUNT),
      lines: `${xmlText(frame.name)}\n${place}`,
    };
    known.set(index, words);
    return words;
  };
  return {
    widths: tree.totalWeights,
    nameOf: (node) => frames[tree.frames[node]!]!.name,
    classOf: (node) => wordsOf(tree.frames[node]!).className,
    titleOf(node) {
      const weight = tree.totalWeights[node]!;
      const share = total > 0 ? ((100 * weight) / total).toFixed(2) : "0";
      const samples = unit === "count" ? "" : `, ${plural(tree.totalCounts[node]!, "sample")}`;
      return `${wordsOf(tree.frames[node]!).lines}${weightText(weight, unit)}, ${share} %${samples}`;
    },
  };
}
