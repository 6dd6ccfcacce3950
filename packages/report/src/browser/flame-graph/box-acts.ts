import type { BoxControlParts } from "./box-controls.ts";
import { contentOfBox } from "./box-content.ts";
import type { BoxRef } from "./draw-scene.ts";
import { sentenceOf } from "./tip.ts";
import { zoomRange } from "./zoom-range.ts";

/** What can be done with boxes, whichever way it was asked for. */
export interface BoxActs {
  readonly marks: { readonly selected: BoxRef | null; readonly hovered: BoxRef | null };
  readonly select: (box: BoxRef) => void;
  readonly hover: (box: BoxRef | null) => void;
  /** Forgets boxes of a scene that is gone. */
  readonly forget: () => void;
  readonly zoomTo: (box: BoxRef) => void;
  /** @param centre - ratio of the whole width that stays where it is. */
  readonly zoomBy: (factor: number, centre: number) => void;
  /** @param by - ratio of what is seen. */
  readonly pan: (by: number) => void;
  readonly openSandwich: (box: BoxRef) => void;
  readonly bringIntoView: (box: BoxRef) => void;
}

export function createBoxActs(parts: BoxControlParts): BoxActs {
  const { details, change, draw, current } = parts;
  const marks: { selected: BoxRef | null; hovered: BoxRef | null } = {
    selected: null,
    hovered: null,
  };
  return {
    marks,
    select(box) {
      marks.selected = box;
      details.textContent = sentenceOf(contentOfBox(parts, box));
      draw();
    },
    hover(box) {
      const { hovered } = marks;
      if (box?.position === hovered?.position && box?.panel === hovered?.panel) return;
      marks.hovered = box;
      draw();
    },
    forget() {
      marks.selected = null;
      marks.hovered = null;
      details.textContent = "";
    },
    zoomTo(box) {
      const { left, right } = edgesOf(parts, box);
      if (right > left) change({ from: left, to: Math.min(1, right) }, true);
    },
    zoomBy: (factor, centre) => change(zoomRange(current(), factor, centre), false),
    pan(by) {
      const { from, to } = current();
      const shift = Math.max(-from, Math.min(1 - to, by * (to - from)));
      if (shift !== 0) change({ from: from + shift, to: to + shift }, false);
    },
    openSandwich(box) {
      const { tree, placed } = parts.derived.scene(current()).panels[box.panel]!;
      const frame = tree.frames[placed.nodes[box.position]!]!;
      change({ view: "sandwich", frame, from: 0, to: 1 }, true);
    },
    bringIntoView: (box) => bringIntoView(parts, box),
  };
}

/** Left and right edge of a box, as ratios of the whole width. */
function edgesOf(
  { derived, current }: BoxControlParts,
  box: BoxRef,
): { readonly left: number; readonly right: number } {
  const scene = derived.scene(current());
  const { placed, widths } = scene.panels[box.panel]!;
  if (scene.width === 0) return { left: 0, right: 1 };
  const start = placed.starts[box.position]!;
  const end = start + widths[placed.nodes[box.position]!]!;
  return { left: start / scene.width, right: end / scene.width };
}

/** Scrolls to a box, and pans to it when it lies outside, without changing how near the picture is. */
function bringIntoView(parts: BoxControlParts, box: BoxRef): void {
  const { derived, current, stage, change } = parts;
  const { originRow, direction, placed } = derived.scene(current()).panels[box.panel]!;
  stage.scrollToRow(originRow + direction * placed.depths[box.position]!);
  const { from, to } = current();
  const { left, right } = edgesOf(parts, box);
  if (left < to && right > from) return;
  const shift = Math.max(-from, Math.min(1 - to, (left + right) / 2 - (from + to) / 2));
  change({ from: from + shift, to: to + shift }, false);
}
