import type { ProfileDiff } from "@paceline/profile";
import { isElided, isNew } from "@paceline/profile";

import { xmlText } from "../../words/xml-text.ts";
import { changeSteps } from "../difference/change-steps.ts";
import {
  effectWeightWords,
  intervalWords,
  signedWords,
  VERDICT_WORDS,
} from "../difference/effect-words.ts";
import type { PictureFrame } from "../picture-frame.ts";
import type { WidthOf } from "../view/view-tree.ts";
import { totalsOf } from "../view/view-tree.ts";
import type { BoxLooks } from "./draw-boxes.ts";
import { changeClass } from "./frame-svg.ts";

/** Boxes of a difference: coloured by what changed, hatched where only one side has them. */
export function differenceLooks(
  diff: ProfileDiff,
  frames: readonly (PictureFrame | undefined)[],
  widthOf: WidthOf,
): BoxLooks {
  const { tree, functions } = diff;
  const byFrame = new Map(functions.map((change) => [change.frame, change]));
  const steps = changeSteps(tree, (node) => {
    const change = byFrame.get(tree.frames[node]!);
    return change?.self.verdict === "changed" && change.movedWith === null;
  });
  const words = effectWeightWords(diff);
  const frameOf = (node: number): PictureFrame => frames[tree.frames[node]!]!;
  return {
    widths: widthsOfDifference(diff, widthOf),
    nameOf: (node) => frameOf(node).name,
    classOf: (node) =>
      changeClass(steps[node]!) + (isElided(tree, node) || isNew(tree, node) ? " one" : ""),
    titleOf(node) {
      const { name, place } = frameOf(node);
      const [base, head] = [tree.baseTotal[node]!, tree.headTotal[node]!];
      const judged = byFrame.get(tree.frames[node]!);
      const lines = [
        name,
        place,
        `${words(base)} → ${words(head)}, ${signedWords(head - base, words)}`,
        judged === undefined
          ? ""
          : `function itself: ${signedWords(judged.self.delta, words)} ` +
            `(95 %: ${intervalWords(judged.self, words)}), ` +
            (judged.movedWith === null ? VERDICT_WORDS[judged.self.verdict] : "moved by inlining"),
      ];
      return xmlText(lines.filter((line) => line !== "").join("\n"));
    },
  };
}

function widthsOfDifference({ tree }: ProfileDiff, widthOf: WidthOf): Float64Array {
  if (widthOf === "head") return tree.headTotal;
  if (widthOf === "base") return tree.baseTotal;
  const changes = tree.headSelf.map((weight, node) => Math.abs(weight - tree.baseSelf[node]!));
  return totalsOf(tree.parents, changes);
}
