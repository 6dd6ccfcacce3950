import type { FlameModel } from "../../flame-graph/view/flame-model.ts";
import type { Scene } from "../../flame-graph/view/scene.ts";
import type { ViewState } from "../../flame-graph/view/view-state.ts";
import { createBoxActs } from "./box-acts.ts";
import type { BoxActs } from "./box-acts.ts";
import type { Derived } from "./derived.ts";
import type { BoxRef } from "./draw-scene.ts";
import { watchKeys } from "./key-input.ts";
import { pointerWishes } from "./box-pointer.ts";
import type { Painter } from "./painter.ts";
import { widthOf } from "./painter.ts";
import { watchPointer } from "./pointer-input.ts";
import type { Stage } from "./stage.ts";
import type { Tip } from "./tip.ts";
import type { ChangeState } from "./toolbar.ts";

export interface BoxControlParts {
  readonly model: FlameModel;
  readonly derived: Derived;
  readonly stage: Stage;
  readonly painter: Painter;
  readonly tip: Tip;
  readonly details: HTMLElement;
  readonly change: ChangeState;
  readonly draw: () => void;
  readonly current: () => ViewState;
}

export interface BoxControls {
  /** Boxes with a line around them: the selected one, the one that is pointed at. */
  readonly outlined: () => readonly BoxRef[];
  /** Makes the rows fit a state. */
  readonly show: (state: ViewState) => void;
  /** Begins to listen, once the stage is in the page. */
  readonly start: () => void;
}

/** Selecting, zooming and describing boxes, by pointer and by keys. */
export function createBoxControls(parts: BoxControlParts): BoxControls {
  const acts = createBoxActs(parts);
  let shownScene: Scene | null = null;
  return {
    outlined: () => [acts.marks.selected, acts.marks.hovered].filter((box) => box !== null),
    start() {
      watchPointer(parts.stage.canvas, pointerWishes(parts, acts));
      startKeys(parts, acts);
    },
    show(state) {
      const scene = state.view === "time" ? null : parts.derived.scene(state);
      const { stage } = parts;
      stage.canvas.setAttribute("aria-label", `${parts.model.header.title}: ${state.view}`);
      if (scene !== null && scene === shownScene) return;
      shownScene = scene;
      acts.forget();
      stage.setRows(scene?.rowCount ?? (parts.derived.timeScene(state)?.depthMax ?? 0) + 1);
      // What everything stands on, or hangs from, is seen first.
      stage.scrollToRow(0);
      const originRow = scene?.panels[0]!.originRow ?? 0;
      if (state.view === "sandwich") stage.centerRow(originRow);
      else stage.scrollToRow(originRow);
    },
  };
}

function startKeys({ derived, stage, current, change }: BoxControlParts, acts: BoxActs): void {
  watchKeys(stage.canvas, {
    scene: () => (current().view === "time" ? null : derived.scene(current())),
    matches: () => derived.search(current())?.matches ?? null,
    range: () => {
      const width = widthOf(derived, current());
      return [current().from * width, current().to * width];
    },
    selected: () => acts.marks.selected,
    select(box) {
      acts.select(box);
      acts.bringIntoView(box);
    },
    zoomTo: acts.zoomTo,
    zoomBy: (factor) => acts.zoomBy(factor, (current().from + current().to) / 2),
    pan: acts.pan,
    reset: () => change({ from: 0, to: 1 }, true),
    openSandwich: acts.openSandwich,
  });
}
