import type { BoxControlParts } from "./box-controls.ts";
import type { BoxRef } from "./draw-scene.ts";
import type { TimeBox } from "./draw-time.ts";
import { factsOfNode, percentText, weightWords } from "./facts-of-box.ts";
import { widthOf } from "./painter.ts";
import type { TipContent } from "./tip.ts";

/** What there is to say of a box. */
export function contentOfBox(
  { model, derived, current }: BoxControlParts,
  box: BoxRef,
): TipContent {
  const { tree, placed } = derived.scene(current()).panels[box.panel]!;
  const node = placed.nodes[box.position]!;
  const frame = tree.frames[node]!;
  return {
    name: derived.nameOf(current(), frame),
    place: derived.placeOf(frame),
    facts: factsOfNode(model.header, tree, node),
  };
}

/** What there is to say of a stretch of time. */
export function contentOfTime(
  { model, derived, current }: BoxControlParts,
  { node, from, to }: TimeBox,
): TipContent {
  const frame = model.nodes.frames[node]!;
  const words = weightWords(model.header);
  const whole = widthOf(derived, current());
  return {
    name: derived.nameOf(current(), frame),
    place: derived.placeOf(frame),
    facts: [
      ["From", words(from)],
      ["For", `${words(to - from)}, ${percentText((to - from) / whole)}`],
    ],
  };
}
