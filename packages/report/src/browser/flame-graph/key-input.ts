import type { Scene } from "../../flame-graph/view/scene.ts";
import { nextMatch, stepFrom } from "./box-steps.ts";
import type { BoxRef } from "./draw-scene.ts";

export interface KeyWishes {
  /** Null where there are no boxes to move between. */
  readonly scene: () => Scene | null;
  readonly matches: () => Uint8Array | null;
  /** What is seen, in units of weight. */
  readonly range: () => readonly [number, number];
  readonly selected: () => BoxRef | null;
  readonly select: (box: BoxRef) => void;
  readonly zoomTo: (box: BoxRef) => void;
  readonly zoomBy: (factor: number) => void;
  /** @param by - ratio of what is seen; positive to the right. */
  readonly pan: (by: number) => void;
  readonly reset: () => void;
  readonly openSandwich: (box: BoxRef) => void;
}

const PAN_RATIO = 0.2;
const ZOOM_FACTOR = 1.5;

/** Everything that the pointer can do, by keys on the focused canvas. */
export function watchKeys(canvas: HTMLCanvasElement, wishes: KeyWishes): void {
  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (press(event.key, wishes)) event.preventDefault();
  });
}

/** @returns whether the key means anything here. */
function press(key: string, wishes: KeyWishes): boolean {
  switch (key) {
    case "+":
    case "=":
      wishes.zoomBy(ZOOM_FACTOR);
      return true;
    case "-":
      wishes.zoomBy(1 / ZOOM_FACTOR);
      return true;
    case "a":
      wishes.pan(-PAN_RATIO);
      return true;
    case "d":
      wishes.pan(PAN_RATIO);
      return true;
    case "Escape":
      wishes.reset();
      return true;
    default:
      return pressOnBox(key, wishes);
  }
}

function pressOnBox(key: string, wishes: KeyWishes): boolean {
  const scene = wishes.scene();
  if (scene === null) return false;
  const selected = wishes.selected();
  if (key.startsWith("Arrow")) {
    // The first key only shows where one is.
    wishes.select(
      selected === null
        ? { panel: 0, position: 0 }
        : stepFrom(scene, selected, key, wishes.range()),
    );
    return true;
  }
  if (key === "n" || key === "p") {
    const matches = wishes.matches();
    const box = matches === null ? null : nextMatch(scene, selected, matches, key === "n" ? 1 : -1);
    if (box !== null) wishes.select(box);
    return true;
  }
  if (selected === null) return false;
  if (key === "Enter") wishes.zoomTo(selected);
  else if (key === "s") wishes.openSandwich(selected);
  else return false;
  return true;
}
