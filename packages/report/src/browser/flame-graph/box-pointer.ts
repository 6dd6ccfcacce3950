import { runAt, spanOf } from "../../flame-graph/view/time-columns.ts";
import type { BoxActs } from "./box-acts.ts";
import { contentOfBox, contentOfTime } from "./box-content.ts";
import type { BoxControlParts } from "./box-controls.ts";
import { boxAt } from "./draw-scene.ts";
import type { BoxRef } from "./draw-scene.ts";
import { timeBoxAt } from "./draw-time.ts";
import type { TimeBox } from "./draw-time.ts";
import { widthOf } from "./painter.ts";
import type { PointerWishes } from "./pointer-input.ts";
import { sentenceOf } from "./tip.ts";
import { pxPerWeight } from "./viewport.ts";

/** What a pointer does on the canvas. */
export function pointerWishes(parts: BoxControlParts, acts: BoxActs): PointerWishes {
  const { derived, painter, tip, stage, current } = parts;
  const isTime = (): boolean => current().view === "time";
  const boxUnder = (xPx: number, yPx: number): BoxRef | null =>
    boxAt(derived.scene(current()), painter.viewport(current()), xPx, yPx);
  const timeUnder = (xPx: number, yPx: number): TimeBox | null => {
    const scene = derived.timeScene(current());
    return scene === null ? null : timeBoxAt(scene, painter.viewport(current()), xPx, yPx);
  };
  return {
    hover(xPx, yPx) {
      const at = stage.canvas.getBoundingClientRect();
      const time = isTime() ? timeUnder(xPx, yPx) : null;
      const box = isTime() ? null : boxUnder(xPx, yPx);
      if (time !== null) tip.show(contentOfTime(parts, time), at.left + xPx, at.top + yPx);
      else if (box !== null) tip.show(contentOfBox(parts, box), at.left + xPx, at.top + yPx);
      else tip.hide();
      acts.hover(box);
    },
    leave() {
      tip.hide();
      acts.hover(null);
    },
    click(xPx, yPx, event) {
      if (isTime()) {
        const time = timeUnder(xPx, yPx);
        if (time !== null) zoomToTime(parts, time);
        return;
      }
      const box = boxUnder(xPx, yPx);
      if (box === null) return;
      if (event.shiftKey) acts.openSandwich(box);
      else {
        acts.select(box);
        acts.zoomTo(box);
      }
    },
    pan: (byPx) => acts.pan(byPx / painter.viewport(current()).widthPx),
    zoom(factor, xPx) {
      const viewport = painter.viewport(current());
      const width = widthOf(derived, current());
      if (width > 0) acts.zoomBy(factor, (viewport.from + xPx / pxPerWeight(viewport)) / width);
    },
  };
}

/** All of the stretch, also where it was drawn together with shorter ones. */
function zoomToTime(parts: BoxControlParts, box: TimeBox): void {
  const scene = parts.derived.timeScene(parts.current());
  if (scene === null) return;
  const run = runAt(scene.line, (box.from + box.to) / 2);
  const span = spanOf(scene.line, run, { from: box.node, end: scene.ends[box.node]! });
  const whole = scene.line.edges[scene.line.count]!;
  parts.change({ from: span.from / whole, to: span.to / whole }, true);
  parts.details.textContent = sentenceOf(contentOfTime(parts, { node: box.node, ...span }));
}
