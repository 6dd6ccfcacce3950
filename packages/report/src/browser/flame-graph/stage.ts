import { make } from "../page/dom.ts";
import { ROW_PX } from "./viewport.ts";
import type { Viewport } from "./viewport.ts";

/**
 * A canvas that is as large as what is seen of it, inside rows that scroll: however many rows there are, no canvas is
 * larger than the screen.
 */
export interface Stage {
  readonly element: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  readonly context: CanvasRenderingContext2D;
  /** Says how many rows there are. */
  readonly setRows: (rowCount: number) => void;
  readonly scrollToRow: (row: number) => void;
  readonly centerRow: (row: number) => void;
  /** @param edges - what of the width is seen, in units of weight. */
  readonly viewport: (edges: Pick<Viewport, "from" | "to">) => Viewport;
  /** Clears the canvas and sets its scale: drawing is in CSS pixels. */
  readonly clear: (ground: string) => void;
}

/** @param changed - called when the size or the scroll position has changed. */
export function createStage(changed: () => void): Stage {
  const canvas = make("canvas", {
    tabindex: 0,
    role: "application",
    "aria-roledescription": "flame graph",
    "aria-describedby": "keys",
  });
  const spacer = make("div", { class: "stage-spacer" });
  const scroller = make("div", { class: "stage-rows" }, spacer, canvas);
  const element = make("div", { class: "stage" }, scroller);
  const context = canvas.getContext("2d", { alpha: false })!;
  scroller.addEventListener("scroll", changed);
  new ResizeObserver(changed).observe(scroller);
  return {
    element,
    canvas,
    context,
    setRows(rowCount) {
      spacer.style.height = `${rowCount * ROW_PX}px`;
    },
    scrollToRow(row) {
      const topPx = row * ROW_PX;
      const { scrollTop, clientHeight } = scroller;
      if (topPx < scrollTop) scroller.scrollTop = topPx;
      else if (topPx + ROW_PX > scrollTop + clientHeight)
        scroller.scrollTop = topPx + ROW_PX - clientHeight;
    },
    centerRow(row) {
      scroller.scrollTop = (row + 0.5) * ROW_PX - scroller.clientHeight / 2;
    },
    viewport: (edges) => ({
      widthPx: scroller.clientWidth,
      heightPx: scroller.clientHeight,
      topPx: scroller.scrollTop,
      ...edges,
    }),
    clear(ground) {
      const ratio = devicePixelRatio;
      const widthPx = scroller.clientWidth;
      const heightPx = scroller.clientHeight;
      const width = Math.round(widthPx * ratio);
      const height = Math.round(heightPx * ratio);
      if (canvas.width !== width || canvas.height !== height) {
        canvas.width = width;
        canvas.height = height;
        canvas.style.width = `${widthPx}px`;
        canvas.style.height = `${heightPx}px`;
      }
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.globalAlpha = 1;
      context.fillStyle = ground;
      context.fillRect(0, 0, widthPx, heightPx);
    },
  };
}
